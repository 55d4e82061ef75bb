package cn.touzhi.resumes;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.Environment;
import cn.touzhi.kernel.InMemoryBucket;
import cn.touzhi.kernel.InMemoryKms;
import cn.touzhi.kernel.InMemoryQueue;
import cn.touzhi.kernel.InMemorySecrets;
import cn.touzhi.kernel.Invocation;
import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.MovableClock;
import cn.touzhi.kernel.attachment.CheckedUpload;
import cn.touzhi.kernel.attachment.ObjectKeys;
import cn.touzhi.kernel.employer.EmployerEvents;
import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.event.EventId;
import cn.touzhi.kernel.event.EventJson;
import cn.touzhi.kernel.http.Answer;
import cn.touzhi.kernel.http.Call;
import cn.touzhi.kernel.log.OperationLog;
import cn.touzhi.kernel.standing.StandingEvents;
import cn.touzhi.resumes.attachment.FileStore;
import cn.touzhi.resumes.attachment.SignedAccess;
import cn.touzhi.resumes.checked.CheckedForTests;
import cn.touzhi.resumes.hearing.HearingForTests;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** The resumes functions as Lambda has them, with a real DynamoDB engine behind them and time in the test's hands. */
public final class ResumesRoom {
    /** The tables that the room's functions need. */
    public static final String[] TABLES = {ResumesTable.NAME, "SubjectKeysTable"};

    /** The keys by which rooms confirm what they say to each other. */
    public static final String RECEIPT_KEY = "ReceiptKey";

    public static final String GRANT_KEY = "GrantKey";

    /** Where files lie. */
    public static final String BUCKET = "attachments-bucket";

    private static final Map<String, String> ENVIRONMENT = Map.ofEntries(
            Map.entry("RESUMES_TABLE", ResumesTable.NAME),
            Map.entry("SUBJECT_KEYS_TABLE", "SubjectKeysTable"),
            Map.entry("RESUMES_KEY", "ResumesKey"),
            Map.entry("RECEIPT_KEY", RECEIPT_KEY),
            Map.entry("GRANT_KEY", GRANT_KEY),
            Map.entry("RESUMES_SECRET", "arn:of:ResumesSecret"),
            Map.entry("ISSUER", "https://issuer.example"),
            Map.entry("AUDIENCE", "touzhi"),
            Map.entry("ATTACHMENTS_BUCKET", BUCKET));

    private final List<String> log = new CopyOnWriteArrayList<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private final AtomicInteger sequence = new AtomicInteger();
    private final SecureRandom random = new SecureRandom();
    private final InMemoryKms kms = new InMemoryKms();
    private final InMemoryBucket bucket = new InMemoryBucket();
    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-26T12:00:00Z"));
    private final ResumesSettings settings = ResumesSettings.from(new Environment(ENVIRONMENT::get));
    private final LocalDynamo dynamo;
    private final ResumesHandler handler;

    /** The room as it is on its first day: its tables are emptied. */
    public static ResumesRoom empty(LocalDynamo dynamo) {
        List.of(TABLES).forEach(dynamo::clear);
        return new ResumesRoom(dynamo);
    }

    private ResumesRoom(LocalDynamo dynamo) {
        this.dynamo = dynamo;
        this.handler = new ResumesHandler(new ResumesHandler.Surroundings(
                settings,
                dynamo.client(),
                kms,
                new InMemorySecrets(),
                new FileStore(() -> bucket, ResumesRoom::signing),
                clock,
                new OperationLog("resumes", clock, log::add)));
    }

    public MovableClock clock() {
        return clock;
    }

    public InMemoryKms kms() {
        return kms;
    }

    /** Where files lie. */
    public InMemoryBucket bucket() {
        return bucket;
    }

    private static SignedAccess.Signing signing() {
        var credentials = StaticCredentialsProvider.create(AwsSessionCredentials.create("AKID", "secret", "session"));
        return new SignedAccess.Signing(
                S3Presigner.builder()
                        .region(Region.CN_NORTH_1)
                        .credentialsProvider(credentials)
                        .build(),
                credentials,
                Region.CN_NORTH_1.id());
    }

    /** What the functions have logged. */
    public List<String> log() {
        return log;
    }

    /** Gets {@code path}, without being anyone. */
    public Answer get(String path) {
        return call("GET", path, Map.of());
    }

    /** Gets {@code path} with what the client has of it. */
    public Answer getUnless(String path, String tags) {
        return call("GET", path, Map.of("if-none-match", tags));
    }

    /** Any request without a body. */
    public Answer call(String method, String path, Map<String, String> headers) {
        Call call = call(method, path);
        headers.forEach(call::header);
        return call.send();
    }

    /** A request of {@code someone}. */
    public Call call(Someone someone, String method, String path) {
        return call(method, path).claims(someone.claims());
    }

    private Call call(String method, String path) {
        return new Call(event -> handler.handleRequest(event, null), settings.tokenTerms(), clock, method, path);
    }

    /** The same with a key that was never used. */
    public Call create(Someone someone, String path) {
        return call(someone, "POST", path).key("request-number-%06d".formatted(numbers.incrementAndGet()));
    }

    /** Begins a resume, by its id. */
    public String begins(Someone someone, ResumeText text) {
        return create(someone, "/v1/resumes").json(text.json()).send().is(201).text("id");
    }

    /** Puts what it says in the place of what it said at {@code version}. */
    public Answer changes(Someone someone, String resume, int version, ResumeText text) {
        return call(someone, "PUT", "/v1/resumes/" + resume)
                .header("if-match", "\"" + version + "\"")
                .json(text.json())
                .send();
    }

    /** Changes what it said at {@code version} by a merge patch. */
    public Answer patches(Someone someone, String resume, int version, String patch) {
        return call(someone, "PATCH", "/v1/resumes/" + resume)
                .header("if-match", "\"" + version + "\"")
                .header("content-type", "application/merge-patch+json")
                .json(patch)
                .send();
    }

    /** The resume as its owner sees it who asks for what is sensitive by these names. */
    public Answer sees(Someone someone, String resume, String reveal) {
        return call(someone, "GET", "/v1/resumes/" + resume)
                .query(Map.of("reveal", reveal))
                .send();
    }

    /** The resume as its owner sees it. */
    public Answer sees(Someone someone, String resume) {
        return call(someone, "GET", "/v1/resumes/" + resume).send();
    }

    /** Freezes it. */
    public Answer freezes(Someone someone, String resume) {
        return create(someone, "/v1/resumes/" + resume + "/versions").send();
    }

    /** Privacy says which consents hold from now on. */
    public Event consents(Someone someone, String... purposes) {
        Event event = event(
                StandingEvents.CONSENTS_CHANGED,
                someone,
                Map.of(
                        "sequence",
                        Integer.toString(sequence.incrementAndGet()),
                        "purpose",
                        "resume-health",
                        "given",
                        Stream.of(purposes)
                                .map(purpose -> '"' + purpose + '"')
                                .collect(Collectors.joining(",", "[", "]"))));
        hears(event);
        return event;
    }

    /** Jobs says that somebody acts for an employer. */
    public void actsFor(Someone someone, String employer) {
        hears(event(
                StandingEvents.MEMBERSHIP_CHANGED,
                someone,
                Map.of("employer", employer, "role", "recruiter", "sequence", "1")));
    }

    /** Jobs says how an employer stands. */
    public void employerIs(String employer, String state, int version) {
        hears(new Event(
                EventId.random(random),
                EmployerEvents.EMPLOYER_CHANGED,
                Optional.empty(),
                clock.instant(),
                Map.of("employer", employer, "state", state, "version", Integer.toString(version))));
    }

    /** Jobs says how a posting stands, which ends after 60 days. */
    public void postingIs(String posting, String employer, String state, int version) {
        hears(new Event(
                EventId.random(random),
                EmployerEvents.POSTING_CHANGED,
                Optional.empty(),
                clock.instant(),
                Map.of(
                        "posting",
                        posting,
                        "employer",
                        employer,
                        "state",
                        state,
                        "validThrough",
                        clock.instant().plus(Duration.ofDays(60)).toString(),
                        "version",
                        Integer.toString(version))));
    }

    /** A resume that is public from its first moment. */
    public String publishes(Someone someone, ResumeText text) {
        String resume = begins(someone, text);
        shows(someone, resume, 1, "public").is(200);
        return resume;
    }

    /** Says whom a resume is for. */
    public Answer shows(Someone someone, String resume, int version, String visibility, String... hiddenFrom) {
        return call(someone, "PUT", "/v1/resumes/" + resume + "/visibility")
                .header("if-match", "\"" + version + "\"")
                .json("{\"visibility\":\"" + visibility + "\",\"hiddenFrom\":["
                        + Stream.of(hiddenFrom).map(one -> '"' + one + '"').collect(Collectors.joining(",")) + "]}")
                .send();
    }

    /** Announces a file. */
    public Answer announces(Someone someone, String name, String mediaType) {
        return create(someone, "/v1/attachments").json(file(name, mediaType)).send();
    }

    /** What is said of a file of 1,000 bytes. */
    public static String file(String name, String mediaType) {
        return "{\"name\":\"%s\",\"mediaType\":\"%s\",\"size\":1000,\"sha256\":\"%s=\"}"
                .formatted(name, mediaType, "A".repeat(43));
    }

    /** The same of a photo of whoever uploads it. */
    public Answer announcesPhoto(Someone someone, String name, String mediaType) {
        return create(someone, "/v1/attachments")
                .json(file(name, mediaType).replace("}", ",\"photo\":true}"))
                .send();
    }

    /** A photo that was found to be harmless. */
    public String attachesPhoto(Someone someone) {
        String photo = announcesPhoto(someone, "me.jpg", "image/jpeg").is(201).text("id");
        isClean(someone, photo, "U".repeat(22));
        return photo;
    }

    /** An attachment that was found to be harmless. */
    public String attaches(Someone someone, String name, String mediaType) {
        String attachment = announces(someone, name, mediaType).is(201).text("id");
        isClean(someone, attachment, "U".repeat(22));
        return attachment;
    }

    /** An upload is found to be harmless: it lies where such files do, and the room is told. */
    public void isClean(Someone someone, String attachment, String upload) {
        bucket.put(ObjectKeys.file(attachment, upload), "application/pdf", new byte[1000]);
        bucket.put(ObjectKeys.thumbnail(attachment, upload), "image/jpeg", new byte[10]);
        isChecked(someone, attachment, upload, new CheckedUpload.Outcome.Clean(1000, true));
    }

    /** Something is found out about an upload. */
    public void isChecked(Someone someone, String attachment, String upload, CheckedUpload.Outcome outcome) {
        InMemoryQueue queue = new InMemoryQueue();
        queue.add(EventJson.write(new CheckedUpload(someone.subject(), attachment, upload, outcome)
                .toEvent(EventId.random(random), clock.instant())));
        queue.settle(CheckedForTests.handler(dynamo.client(), queue, bucket, clock, log::add)
                .handleRequest(queue.receive(), Invocation.unhurried()));
        assertThat(queue.left()).isEmpty();
    }

    /** An event about {@code someone}. */
    public Event event(String type, Someone someone, Map<String, String> data) {
        return new Event(
                EventId.random(random), type, Optional.of(someone.subject().value()), clock.instant(), data);
    }

    /** Lets the room hear it, and tells whether it need not hear it again. */
    public boolean hears(Event event) {
        return hears(EventJson.write(event));
    }

    /** The same for any message. */
    public boolean hears(String message) {
        InMemoryQueue queue = new InMemoryQueue();
        queue.add(message);
        queue.settle(HearingForTests.handler(dynamo.client(), queue, bucket, clock, log::add)
                .handleRequest(queue.receive(), Invocation.unhurried()));
        return queue.left().isEmpty();
    }
}
