package cn.touzhi.jobs;

import cn.touzhi.kernel.Environment;
import cn.touzhi.kernel.InMemorySecrets;
import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.MovableClock;
import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.event.EventAttribute;
import cn.touzhi.kernel.http.Answer;
import cn.touzhi.kernel.http.Call;
import cn.touzhi.kernel.log.OperationLog;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The jobs function as Lambda has it, with a real DynamoDB engine behind it and time in the test's hands. */
public final class JobsRoom {
    /** The tables that the room's functions need. */
    public static final String[] TABLES = {JobsTable.NAME, "SubjectKeysTable"};

    private static final Map<String, String> ENVIRONMENT = Map.of(
            "JOBS_TABLE", JobsTable.NAME,
            "JOBS_SECRET", "arn:of:JobsSecret",
            "ISSUER", "https://issuer.example",
            "AUDIENCE", "touzhi",
            "DENIED_KEYS", "");

    private final JobsSettings settings = JobsSettings.from(new Environment(ENVIRONMENT::get));
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private final Someone staff = Someone.ofStaff();
    private final MovableClock clock;
    private final JobsHandler handler;

    /** The room as it is on its first day: its tables are emptied. */
    public static JobsRoom empty(LocalDynamo dynamo) {
        List.of(TABLES).forEach(dynamo::clear);
        return new JobsRoom(dynamo.client(), new InMemorySecrets());
    }

    JobsRoom(DynamoDbClient dynamo, InMemorySecrets secrets) {
        this.clock = new MovableClock(Instant.parse("2026-11-23T12:00:00Z"));
        this.handler = new JobsHandler(new JobsHandler.Surroundings(
                settings, secrets, dynamo, clock, new OperationLog("jobs", clock, log::add)));
    }

    public MovableClock clock() {
        return clock;
    }

    /** What the function has logged. */
    public List<String> log() {
        return log;
    }

    /** A request to {@code path}. */
    public Call call(String method, String path) {
        return new Call(event -> handler.handleRequest(event, null), settings.tokenTerms(), clock, method, path);
    }

    /** A request of {@code someone}. */
    public Call call(Someone someone, String method, String path) {
        return call(method, path).claims(someone.claims());
    }

    /** The same with a key that was never used. */
    public Call create(Someone someone, String path, String body) {
        return call(someone, "POST", path)
                .key("request-number-%06d".formatted(numbers.incrementAndGet()))
                .json(body);
    }

    /** What registers an employer under {@code code}. */
    public static String employerBody(String code) {
        return "{\"creditCode\":\"" + code + "\",\"name\":\"昆明云上科技有限公司\",\"licenceNumber\":\"530100100012345\","
                + "\"licenceIssuedOn\":\"2019-05-01\",\"agentAuthorisedAt\":\"2026-11-01T08:00:00Z\"}";
    }

    /** A new employer of {@code owner}, by its id. */
    public String employer(Someone owner) {
        String code = Codes.number(numbers.incrementAndGet());
        return create(owner, "/v1/employers", employerBody(code)).send().is(201).text("id");
    }

    /** One that staff have verified. */
    public String verifiedEmployer(Someone owner) {
        String employer = employer(owner);
        call(owner, "POST", "/v1/employers/" + employer + "/submission").send().is(200);
        decides(employer, "verified", "documents-match").is(200);
        return employer;
    }

    /** Staff decide. */
    public Answer decides(String employer, String state, String reason) {
        return call(staff, "PUT", "/v1/employers/" + employer + "/verification")
                .json("{\"state\":\"" + state + "\",\"reasonCode\":\"" + reason + "\"}")
                .send();
    }

    /** Lets {@code someone} in as {@code role}. */
    public void joins(Someone owner, String employer, Someone someone, String role) {
        accepts(someone, invites(owner, employer, role)).is(200);
    }

    /** The token of an invitation. */
    public String invites(Someone owner, String employer, String role) {
        return create(owner, "/v1/employers/" + employer + "/invitations", "{\"role\":\"" + role + "\"}")
                .send()
                .is(201)
                .text("token");
    }

    /** Takes it. */
    public Answer accepts(Someone someone, String token) {
        return call(someone, "POST", "/v1/employer-invitations/acceptances")
                .json("{\"token\":\"" + token + "\"}")
                .send();
    }

    /** A new draft, by its id. */
    public String draft(Someone member, String employer, JobText text) {
        return create(member, "/v1/employers/" + employer + "/jobs", text.json())
                .send()
                .is(201)
                .text("id");
    }

    /** An open posting, by its id. */
    public String openJob(Someone member, String employer, JobText text) {
        String job = draft(member, employer, text);
        moves(member, employer, job, 1, "open").is(200);
        return job;
    }

    /** Takes a posting somewhere. */
    public Answer moves(Someone member, String employer, String job, int version, String state) {
        return call(member, "PUT", "/v1/employers/" + employer + "/jobs/" + job + "/state")
                .header("if-match", "\"" + version + "\"")
                .json("{\"state\":\"" + state + "\"}")
                .send();
    }

    /** The posting as a member sees it. */
    public Answer sees(Someone member, String employer, String job) {
        return call(member, "GET", "/v1/employers/" + employer + "/jobs/" + job).send();
    }

    /** The events that lie in the table. */
    public static List<Event> told(LocalDynamo dynamo) {
        return dynamo.items(JobsTable.NAME).stream()
                .flatMap(item -> EventAttribute.read(item).stream())
                .toList();
    }
}
