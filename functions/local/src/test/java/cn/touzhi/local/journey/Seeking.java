package cn.touzhi.local.journey;

import static cn.touzhi.local.journey.Hiring.expect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What people who look for work do, step by step. */
final class Seeking {
    /** The purposes that sensitive fields of a resume need. */
    static final List<String> SENSITIVE = List.of(
            "resume-ethnic-group",
            "resume-health",
            "resume-political-status",
            "resume-marital-status",
            "resume-body",
            "resume-household");

    static final String NAME = "李小明";

    /** The example of GB 11643-1999 itself. */
    static final String IDENTITY_NUMBER = "11010519491231002X";

    private final World world;

    Seeking(World world) {
        this.world = world;
    }

    /** The body of a resume that has all that is required, and nothing that needs a consent. */
    static ObjectNode resume() {
        ObjectNode body = Http.JSON.createObjectNode();
        ObjectNode fields = body.putObject("fields")
                .put("language", "zh")
                .put("title", "后端开发")
                .put("name", NAME)
                .put("gender", "9")
                .put("birthDate", "1995-03-08")
                .put("phone", "+8613800138111")
                .put("email", "li.xiaoming@example.com")
                .put("city", "530100")
                .put("workingSince", "2018-07")
                .put("availability", "month")
                .put("introduction", "八年后端开发经验。");
        ObjectNode intention = fields.putArray("intentions").addObject().put("category", "0101");
        intention.putObject("salary").put("min", 18_000).put("max", 25_000);
        intention.putArray("regions").add("530100");
        fields.putArray("education")
                .addObject()
                .put("school", "云南大学")
                .put("level", "21")
                .put("major", "软件工程")
                .put("start", "2014-09")
                .put("end", "2018-06");
        fields.putArray("work")
                .addObject()
                .put("company", "昆明云上科技有限公司")
                .put("position", "后端工程师")
                .put("start", "2018-07")
                .put("monthlySalary", 19_000);
        return body;
    }

    /** The same of somebody who wants to work in {@code city}. */
    static ObjectNode resumeIn(String city) {
        ObjectNode body = resume();
        ((ObjectNode) body.at("/fields/intentions/0")).putArray("regions").add(city);
        return body;
    }

    /** The same with all that needs a consent. */
    static ObjectNode disclosing() {
        ObjectNode body = resume();
        body.putObject("sensitive")
                .put("ethnicGroup", "24")
                .put("health", "1")
                .put("politicalStatus", "13")
                .put("maritalStatus", "10")
                .put("heightCm", 172)
                .put("weightKg", 65)
                .put("householdRegion", "530100")
                .put("nativePlace", "530100");
        return body;
    }

    /** Begins a resume, and gives its id. */
    String begins(Visitor seeker, ObjectNode resume) {
        return expect(201, world.http().post("/v1/resumes", resume, once(seeker)))
                .body()
                .path("id")
                .asText();
    }

    /** Consents to all that is sensitive, and begins a resume with it as soon as the room has heard. */
    String disclosesAll(Visitor seeker) {
        Map<String, String> headers = once(seeker);
        for (String purpose : SENSITIVE) {
            headers.put(
                    "consent-sequence",
                    expect(200, seeker.gives(purpose)).body().path("sequence").asText());
        }
        return world.await(() -> expect(201, world.http().post("/v1/resumes", disclosing(), headers)))
                .body()
                .path("id")
                .asText();
    }

    /** Adds a photo, freezes a resume that names it, and gives the resume's id. */
    String portrays(Visitor seeker) {
        ObjectNode body = resume();
        body.putObject("sensitive").put("photo", new Attaching(world).attachesPhoto(seeker));
        String resume = begins(seeker, body);
        freezes(seeker, resume);
        return resume;
    }

    /** Says whom a resume is for, as it stands. */
    Answer shows(Visitor seeker, String resume, String visibility, String... hiddenFrom) {
        String path = "/v1/resumes/" + resume;
        Map<String, String> headers = new HashMap<>(seeker.authorized());
        headers.put(
                "if-match",
                expect(200, world.http().get(path, seeker.authorized()))
                        .header("etag")
                        .orElseThrow());
        return world.http()
                .put(
                        path + "/visibility",
                        Map.of("visibility", visibility, "hiddenFrom", List.of(hiddenFrom)),
                        headers);
    }

    /** Freezes a resume. */
    Answer freezes(Visitor seeker, String resume) {
        return expect(201, world.http().post("/v1/resumes/" + resume + "/versions", "{}", once(seeker)));
    }

    /** Submits a new version of a resume to a posting, releasing {@code released}, and gives the application's id. */
    String applies(Visitor seeker, String resume, String job, String... released) {
        String receipt = freezes(seeker, resume).body().path("receipt").asText();
        ObjectNode body = application(receipt);
        List.of(released).forEach(body.withArrayProperty("released")::add);
        Map<String, String> headers = once(seeker);
        // the other room hears of the posting a moment later
        return world.await(() -> expect(201, world.http().post("/v1/jobs/" + job + "/applications", body, headers)))
                .body()
                .path("id")
                .asText();
    }

    /** What submits a resume. */
    static ObjectNode application(String receipt) {
        ObjectNode body = Http.JSON.createObjectNode().put("receipt", receipt).put("textVersion", 1);
        body.putArray("released");
        return body;
    }

    /** Consents to giving an ID number, and gives it for an application as soon as the room has heard. */
    void givesIdentityNumber(Visitor seeker, String application) {
        Map<String, String> headers = new HashMap<>(seeker.authorized());
        headers.put(
                "consent-sequence",
                expect(200, seeker.gives("resume-identity-number"))
                        .body()
                        .path("sequence")
                        .asText());
        world.await(() -> expect(
                200,
                world.http()
                        .put(
                                "/v1/applications/" + application + "/identity-number",
                                Map.of("number", IDENTITY_NUMBER),
                                headers)));
    }

    /** Accepts an interview. */
    Answer accepts(Visitor seeker, String application, Instant at) {
        return world.http()
                .post(
                        "/v1/applications/" + application + "/moves",
                        Map.of("move", "accept-interview", "interviewAt", at.toString()),
                        seeker.authorized());
    }

    /** Takes a step. */
    Answer moves(Visitor seeker, String application, String move) {
        return world.http()
                .post("/v1/applications/" + application + "/moves", Map.of("move", move), seeker.authorized());
    }

    /** With a key that was never used. */
    static Map<String, String> once(Visitor visitor) {
        Map<String, String> headers = new HashMap<>(visitor.authorized());
        headers.put("idempotency-key", UUID.randomUUID().toString());
        return headers;
    }
}
