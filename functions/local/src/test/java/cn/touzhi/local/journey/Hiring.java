package cn.touzhi.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** What members of an employer do, and the platform's staff for them, step by step. */
final class Hiring {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static final int[] WEIGHTS = {1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28};

    /** Where interviews are, and with whom. */
    static final String PLACE = "昆明市五华区人民中路 1 号 3 层";

    static final String CONTACT = "木老师";

    private final World world;
    private final Deployer deployer;

    Hiring(World world, Deployer deployer) {
        this.world = world;
        this.deployer = deployer;
    }

    /** A code that nobody has, with its check character (GB 32100). */
    static String creditCode() {
        StringBuilder code = new StringBuilder("91530100");
        while (code.length() < WEIGHTS.length) {
            code.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += WEIGHTS[i] * ALPHABET.indexOf(code.charAt(i));
        }
        return code.append(ALPHABET.charAt(Math.floorMod(-sum, ALPHABET.length())))
                .toString();
    }

    /** What registers an employer. */
    static ObjectNode employer(String code) {
        return details().put("creditCode", code);
    }

    /** What an employer says of itself. */
    static ObjectNode details() {
        return Http.JSON
                .createObjectNode()
                .put("name", "昆明某某科技有限公司")
                .put("licenceNumber", "530100100012345")
                .put("licenceIssuedOn", "2019-03-01")
                .put("agentAuthorisedAt", "2026-11-20T08:00:00Z");
    }

    /** What a posting says. */
    ObjectNode job() {
        ObjectNode job = Http.JSON
                .createObjectNode()
                .put("title", "后端开发工程师")
                .put("category", "0101")
                .put("nature", "full-time")
                .put("place", "530102")
                .put("headcount", 2)
                .put("education", "21")
                .put("experienceMonths", 36)
                .put("description", "负责招聘平台后端服务的设计、开发与维护，熟悉分布式系统。")
                .put("validThrough", world.now().plus(Duration.ofDays(60)).toString());
        job.putObject("wage").put("min", 15_000).put("max", 25_000).put("unit", "MONTH");
        job.putArray("benefits").add("五险一金");
        job.putObject("position")
                .put("coordSys", "GCJ02")
                .put("latitude", 25.0376)
                .put("longitude", 102.7143);
        return job;
    }

    /** One of the platform's staff, whose token says so. */
    Visitor staff() {
        Visitor visitor = world.aVisitorWithPhone().registers();
        deployer.does(Deployer.act("grant-staff", visitor.account()));
        return visitor.signsIn();
    }

    /** Registers an employer, and gives its id. */
    String registers(Visitor owner) {
        return created(owner, "/v1/employers", employer(creditCode()))
                .body()
                .path("id")
                .asText();
    }

    /** Lets staff look at an employer, who find that all is right. */
    void isVerified(Visitor owner, String employer, Visitor staff) {
        expect(200, world.http().post("/v1/employers/" + employer + "/submission", "{}", owner.authorized()));
        expect(200, decides(staff, employer, "verified", "documents-match"));
    }

    /** Decides on an employer. */
    Answer decides(Visitor staff, String employer, String state, String reason) {
        return world.http()
                .put(
                        "/v1/employers/" + employer + "/verification",
                        Map.of("state", state, "reasonCode", reason),
                        staff.authorized());
    }

    /** Writes a posting and opens it, and gives its id. */
    String posts(Visitor owner, String employer) {
        return posts(owner, employer, job());
    }

    /** The same with a posting that says {@code body}. */
    String posts(Visitor owner, String employer, ObjectNode body) {
        String job = created(owner, "/v1/employers/" + employer + "/jobs", body)
                .body()
                .path("id")
                .asText();
        expect(200, moves(owner, employer, job, "open"));
        return job;
    }

    /** Moves a posting as it stands. */
    Answer moves(Visitor member, String employer, String job, String state) {
        String path = "/v1/employers/" + employer + "/jobs/" + job;
        Answer now = expect(200, world.http().get(path, member.authorized()));
        Map<String, String> headers = new HashMap<>(member.authorized());
        headers.put("if-match", now.header("etag").orElseThrow());
        return world.http().put(path + "/state", Map.of("state", state), headers);
    }

    /** Makes {@code other} a recruiter. */
    void takesIn(Visitor owner, String employer, Visitor other) {
        takesIn(owner, employer, other, "recruiter");
    }

    /** Makes {@code other} a member. */
    void takesIn(Visitor owner, String employer, Visitor other, String role) {
        String token = created(
                        owner,
                        "/v1/employers/" + employer + "/invitations",
                        Http.JSON.createObjectNode().put("role", role))
                .body()
                .path("token")
                .asText();
        expect(
                200,
                world.http().post("/v1/employer-invitations/acceptances", Map.of("token", token), other.authorized()));
    }

    private Answer created(Visitor member, String path, ObjectNode body) {
        Map<String, String> headers = new HashMap<>(member.authorized());
        headers.put("idempotency-key", UUID.randomUUID().toString());
        return expect(201, world.http().post(path, body, headers));
    }

    /** Takes a step of an application. */
    Answer handles(Visitor member, String employer, String application, Map<String, String> move) {
        return world.http()
                .post(
                        "/v1/employers/" + employer + "/applications/" + application + "/moves",
                        move,
                        member.authorized());
    }

    /** Proposes an interview. */
    Answer proposes(Visitor member, String employer, String application, Instant at) {
        return world.http()
                .post(
                        "/v1/employers/" + employer + "/applications/" + application + "/moves",
                        Map.of(
                                "move",
                                "propose-interview",
                                "interview",
                                Map.of("at", at.toString(), "place", PLACE, "contact", CONTACT)),
                        member.authorized());
    }

    /** Asks for an ID number. */
    Answer asksForIdentityNumber(Visitor member, String employer, String application) {
        return world.http()
                .put(
                        "/v1/employers/" + employer + "/applications/" + application + "/identity-request",
                        Map.of("purpose", "written-exam"),
                        member.authorized());
    }

    /** Looks at it. */
    Answer looksAtIdentityNumber(Visitor member, String employer, String application) {
        return world.http()
                .post(
                        "/v1/employers/" + employer + "/applications/" + application + "/identity-views",
                        "",
                        member.authorized());
    }

    /** Searches public resumes. */
    Answer searches(Visitor member, String employer, Map<String, ?> wanted) {
        return world.http().post("/v1/employers/" + employer + "/resume-searches", wanted, member.authorized());
    }

    /** Asks to look at what was submitted. */
    Answer asksToLook(Visitor member, String employer, String application) {
        return world.http()
                .post(
                        "/v1/employers/" + employer + "/applications/" + application + "/view-grants",
                        "{}",
                        member.authorized());
    }

    /** Looks at what was submitted, by what was granted. */
    Answer looks(Visitor member, Answer granted) {
        return world.http()
                .post(
                        "/v1/resume-views",
                        Map.of("grant", granted.body().path("grant").asText()),
                        member.authorized());
    }

    static Answer expect(int status, Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        return answer;
    }
}
