package cn.touzhi.applications;

import cn.touzhi.applications.hearing.HearingForTests;
import cn.touzhi.applications.timers.TimersForTests;
import cn.touzhi.kernel.Environment;
import cn.touzhi.kernel.InMemoryKms;
import cn.touzhi.kernel.InMemoryQueue;
import cn.touzhi.kernel.InMemorySecrets;
import cn.touzhi.kernel.Invocation;
import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.MovableClock;
import cn.touzhi.kernel.RandomText;
import cn.touzhi.kernel.employer.EmployerEvents;
import cn.touzhi.kernel.employer.EmployerId;
import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.event.EventAttribute;
import cn.touzhi.kernel.event.EventId;
import cn.touzhi.kernel.event.EventJson;
import cn.touzhi.kernel.http.Answer;
import cn.touzhi.kernel.http.Call;
import cn.touzhi.kernel.log.OperationLog;
import cn.touzhi.kernel.standing.StandingEvents;
import cn.touzhi.kernel.voucher.MacKey;
import cn.touzhi.kernel.voucher.VersionReceipt;
import com.amazonaws.services.lambda.runtime.Context;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The applications functions as Lambda has them, with a real DynamoDB engine behind them and time in the test's hands. */
public final class ApplicationsRoom {
    /** The tables that the room's functions need. */
    public static final String[] TABLES = {ApplicationsTable.NAME, "SubjectKeysTable", "HeldTable"};

    private static final Map<String, String> ENVIRONMENT = Map.of(
            "APPLICATIONS_TABLE", ApplicationsTable.NAME,
            "SUBJECT_KEYS_TABLE", "SubjectKeysTable",
            "APPLICATIONS_KEY", "ApplicationsKey",
            "RECEIPT_KEY", "ReceiptKey",
            "GRANT_KEY", "GrantKey",
            "APPLICATIONS_SECRET", "arn:of:ApplicationsSecret",
            "ISSUER", "https://issuer.example",
            "AUDIENCE", "touzhi",
            "DENIED_KEYS", "");

    private final List<String> log = new CopyOnWriteArrayList<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private final SecureRandom random = new SecureRandom();
    private final InMemoryKms kms = new InMemoryKms();
    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-27T04:00:00Z"));
    private final ApplicationsSettings settings = ApplicationsSettings.from(new Environment(ENVIRONMENT::get));
    private final LocalDynamo dynamo;
    private final ApplicationsHandler handler;

    /** The room as it is on its first day: its tables are emptied. */
    public static ApplicationsRoom empty(LocalDynamo dynamo) {
        List.of(TABLES).forEach(dynamo::clear);
        return new ApplicationsRoom(dynamo);
    }

    private ApplicationsRoom(LocalDynamo dynamo) {
        this.dynamo = dynamo;
        this.handler = new ApplicationsHandler(new ApplicationsHandler.Surroundings(
                settings,
                dynamo.client(),
                kms,
                new InMemorySecrets(),
                clock,
                new OperationLog("applications", clock, log::add)));
    }

    public MovableClock clock() {
        return clock;
    }

    public InMemoryKms kms() {
        return kms;
    }

    /** What the functions have logged. */
    public List<String> log() {
        return log;
    }

    /** A request of {@code someone}. */
    public Call call(Someone someone, String method, String path) {
        return new Call(event -> handler.handleRequest(event, null), settings.tokenTerms(), clock, method, path)
                .claims(someone.claims());
    }

    /** A new id. */
    public String id() {
        return RandomText.of(random);
    }

    /** A verified employer with {@code member}, as jobs tells of it. */
    public String employer(Someone member, String role) {
        String employer = id();
        employerIs(employer, "verified", 3);
        acts(member, employer, role);
        return employer;
    }

    /** Jobs tells how an employer stands. */
    public boolean employerIs(String employer, String state, int version) {
        return hears(event(
                EmployerEvents.EMPLOYER_CHANGED,
                Optional.empty(),
                Map.of("employer", employer, "state", state, "version", Integer.toString(version))));
    }

    /** Jobs tells that somebody acts for an employer. */
    public void acts(Someone member, String employer, String role) {
        hears(event(
                StandingEvents.MEMBERSHIP_CHANGED,
                Optional.of(member.subject().value()),
                Map.of("employer", employer, "role", role, "sequence", "1")));
    }

    /** Privacy tells which consents hold from now on. */
    public void consents(Someone someone, int sequence, String... purposes) {
        hears(event(
                StandingEvents.CONSENTS_CHANGED,
                Optional.of(someone.subject().value()),
                Map.of(
                        "sequence",
                        Integer.toString(sequence),
                        "purpose",
                        "resume-identity-number",
                        "given",
                        Stream.of(purposes)
                                .map(purpose -> '"' + purpose + '"')
                                .collect(Collectors.joining(",", "[", "]")))));
    }

    /** An open posting, as jobs tells of it. */
    public String posting(String employer) {
        String posting = id();
        postingIs(posting, employer, "open", 2);
        return posting;
    }

    /** Jobs tells how a posting stands. */
    public boolean postingIs(String posting, String employer, String state, int version) {
        return hears(postingChanged(posting, employer, state, version));
    }

    /** That, as an event. */
    public Event postingChanged(String posting, String employer, String state, int version) {
        return event(
                EmployerEvents.POSTING_CHANGED,
                Optional.empty(),
                Map.of(
                        "posting",
                        posting,
                        "employer",
                        employer,
                        "state",
                        state,
                        "validThrough",
                        "2027-01-31T16:00:00Z",
                        "version",
                        Integer.toString(version)));
    }

    /** A receipt of a new version of somebody's resume, as resumes confirms it. */
    public String receipt(Someone someone, String... hiddenFrom) {
        return confirmed(new VersionReceipt(
                someone.subject(),
                id(),
                "0".repeat(64),
                Set.of("name", "phone"),
                Set.of("health", "body"),
                94,
                Set.of(hiddenFrom).stream().map(EmployerId::new).collect(Collectors.toSet()),
                clock.instant().plus(Duration.ofHours(1))));
    }

    /** Any receipt, confirmed. */
    public String confirmed(VersionReceipt receipt) {
        return receipt.confirmedBy(new MacKey(kms, "ReceiptKey"));
    }

    /** Submits. */
    public Answer applies(Someone someone, String posting, String receipt, String released) {
        return call(someone, "POST", "/v1/jobs/" + posting + "/applications")
                .key("request-number-%06d".formatted(numbers.incrementAndGet()))
                .json(body(receipt, released))
                .send();
    }

    /** What is sent to submit. */
    public static String body(String receipt, String released) {
        return "{\"receipt\":\"" + receipt + "\",\"released\":[" + released + "],\"textVersion\":1}";
    }

    /** Submits a new version, and gives the application's id. */
    public String applies(Someone someone, String posting) {
        return applies(someone, posting, receipt(someone), "\"health\"").is(201).text("id");
    }

    /** A seeker takes a step. */
    public Answer moves(Someone seeker, String application, String move) {
        return call(seeker, "POST", "/v1/applications/" + application + "/moves")
                .json("{\"move\":\"" + move + "\"}")
                .send();
    }

    /** A member takes a step. */
    public Answer moves(Someone member, String employer, String application, String body) {
        return call(member, "POST", "/v1/employers/" + employer + "/applications/" + application + "/moves")
                .json(body)
                .send();
    }

    /** A member proposes an interview, an hour long. */
    public Answer proposes(Someone member, String employer, String application, String at) {
        return moves(
                member,
                employer,
                application,
                "{\"move\":\"propose-interview\",\"interview\":{\"at\":\"" + at
                        + "\",\"place\":\"北京市海淀区中关村大街 1 号\",\"link\":\"https://meeting.example/123\",\"contact\":\"李女士\"}}");
    }

    /** A seeker accepts one. */
    public Answer accepts(Someone seeker, String application, String at) {
        return call(seeker, "POST", "/v1/applications/" + application + "/moves")
                .json("{\"move\":\"accept-interview\",\"interviewAt\":\"" + at + "\"}")
                .send();
    }

    /** The timers run. */
    public Map<String, Object> timersRun(Context invocation) {
        return TimersForTests.handler(dynamo.client(), clock, log::add).handleRequest(Map.of(), invocation);
    }

    /** A member asks to look. */
    public Answer grant(Someone member, String employer, String application) {
        return call(member, "POST", "/v1/employers/" + employer + "/applications/" + application + "/view-grants")
                .send();
    }

    /** How an application stands, for its seeker. */
    public Answer sees(Someone seeker, String application) {
        return call(seeker, "GET", "/v1/applications/" + application).send();
    }

    /** Lets the room hear an event, and tells whether it need not hear it again. */
    public boolean hears(Event event) {
        InMemoryQueue queue = new InMemoryQueue();
        queue.add(EventJson.write(event));
        queue.settle(HearingForTests.handler(dynamo.client(), queue, clock, log::add)
                .handleRequest(queue.receive(), Invocation.unhurried()));
        return queue.left().isEmpty();
    }

    /** An event of now. */
    public Event event(String type, Optional<String> subject, Map<String, String> data) {
        return new Event(EventId.random(random), type, subject, clock.instant(), data);
    }

    /** The events that lie in the table. */
    public static List<Event> told(LocalDynamo dynamo) {
        return dynamo.items(ApplicationsTable.NAME).stream()
                .flatMap(item -> EventAttribute.read(item).stream())
                .toList();
    }
}
