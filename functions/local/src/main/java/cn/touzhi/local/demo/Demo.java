package cn.touzhi.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Fills a local cloud with employers, jobs, resumes and applications that could be real, through the API as people would. What
 * is there already, since the data was kept, is left alone.
 */
public final class Demo {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration OPEN = Duration.ofDays(90);

    private final DemoClient client;
    private final Map<String, String> jobs = new HashMap<>();

    private Demo(DemoClient client) {
        this.client = client;
    }

    /**
     * Fills it.
     *
     * @param base of the API
     * @return what was made, in a sentence
     * @throws RuntimeException if something was refused
     */
    public static String fill(URI base) {
        return new Demo(new DemoClient(base)).fill();
    }

    private String fill() {
        JsonNode demo = read();
        DemoPerson staff = staff(demo.path("staff"));
        int employers = 0;
        for (JsonNode employer : demo.path("employers")) {
            employers += employer(employer, staff) ? 1 : 0;
        }
        int seekers = 0;
        int applications = 0;
        for (JsonNode seeker : demo.path("seekers")) {
            DemoPerson person = DemoPerson.enter(client, seeker);
            if (!has(person, "/v1/resumes", "resumes")) {
                seekers++;
                applications += seeker(person, seeker);
            }
        }
        return "%d employers, %d jobs, %d resumes, %d applications"
                .formatted(employers, jobs.size(), seekers, applications);
    }

    /** Whoever deploys makes them one; the next token says so. */
    private DemoPerson staff(JsonNode person) {
        DemoPerson someone = DemoPerson.enter(client, person);
        if (someone.staff()) {
            return someone;
        }
        client.post(
                "/_local/invoke",
                Map.of(
                        "function",
                        "StaffFunction",
                        "event",
                        Map.of(
                                "act", "grant-staff",
                                "subject", someone.account(),
                                "by", "demo",
                                "reason", "demo",
                                "request", UUID.randomUUID().toString())),
                "");
        return DemoPerson.enter(client, person);
    }

    private boolean employer(JsonNode employer, DemoPerson staff) {
        DemoPerson owner = DemoPerson.enter(client, employer);
        if (has(owner, "/v1/employers", "employers")) {
            return false;
        }
        String id = made(client.post("/v1/employers", employer.path("employer"), owner.token()));
        client.post("/v1/employers/" + id + "/submission", Map.of(), owner.token());
        client.put(
                "/v1/employers/" + id + "/verification",
                Map.of("state", "verified", "reasonCode", "documents-match"),
                staff.token(),
                0);
        Instant end = Instant.parse(
                        client.get("/_local/clock", Map.of()).path("now").asText())
                .plus(OPEN);
        for (JsonNode written : employer.path("jobs")) {
            ObjectNode job = written.deepCopy();
            job.put("validThrough", end.toString());
            String posting = made(client.post("/v1/employers/" + id + "/jobs", job, owner.token()));
            client.put(
                    "/v1/employers/" + id + "/jobs/" + posting + "/state", Map.of("state", "open"), owner.token(), 1);
            jobs.put(job.path("title").asText(), posting);
        }
        return true;
    }

    private int seeker(DemoPerson person, JsonNode seeker) {
        ObjectNode fields = seeker.path("fields").deepCopy();
        fields.put("phone", seeker.path("phone").asText())
                .put("birthDate", seeker.path("birthDate").asText());
        String resume = made(client.post("/v1/resumes", Map.of("fields", fields), person.token()));
        client.put(
                "/v1/resumes/" + resume + "/visibility",
                Map.of("visibility", seeker.path("visibility").asText(), "hiddenFrom", List.of()),
                person.token(),
                1);
        int applications = 0;
        for (JsonNode title : seeker.path("applies")) {
            if (jobs.containsKey(title.asText())) {
                apply(person, resume, jobs.get(title.asText()));
                applications++;
            }
        }
        return applications;
    }

    private void apply(DemoPerson person, String resume, String job) {
        String receipt = client.post("/v1/resumes/" + resume + "/versions", Map.of(), person.token())
                .path("receipt")
                .asText();
        int text = client.get("/v1/disclosures/text", Map.of()).path("version").asInt();
        client.soon(() -> Optional.of(client.post(
                "/v1/jobs/" + job + "/applications",
                Map.of("receipt", receipt, "released", List.of(), "textVersion", text),
                person.token())));
    }

    /** Whether the demo was here before. */
    private boolean has(DemoPerson person, String path, String list) {
        return !client.get(path, Map.of("authorization", "Bearer " + person.token()))
                .path(list)
                .isEmpty();
    }

    private static String made(JsonNode answer) {
        return answer.path("id").asText();
    }

    private static JsonNode read() {
        try (InputStream demo = Demo.class.getResourceAsStream("demo.json")) {
            return JSON.readTree(demo);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
