package cn.touzhi.local.journey;

import static cn.touzhi.local.journey.Hiring.expect;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Flows of those who seek work, each with what must be true when it is over. */
final class WorkFlows {
    private static final byte[] FILE = Attaching.pdf("a resume");

    private final Privacy privacy;
    private final Deployer deployer;
    private final AtomicInteger skills = new AtomicInteger();
    private Optional<Opening> opening = Optional.empty();

    WorkFlows(Privacy privacy, Deployer deployer) {
        this.privacy = privacy;
        this.deployer = deployer;
    }

    /** Those that every build sweeps. */
    List<Flow> first() {
        return List.of(submit(), attach());
    }

    /** All others. */
    List<Flow> others() {
        return List.of(
                beginResume(),
                changeResume(),
                publish(),
                withdraw(),
                withdrawConsent(),
                eraseResumes(),
                eraseApplications());
    }

    private static Flow beginResume() {
        return new Flow("begin-resume", List.of("ResumesFunction"), world -> {
            Visitor seeker = world.aVisitorWithPhone().registers();
            Map<String, String> headers = Seeking.once(seeker);
            Set<String> resumes = new HashSet<>();
            return Flow.trial(
                    () -> resumes.add(expect(201, world.http().post("/v1/resumes", Seeking.resume(), headers))
                            .body()
                            .path("id")
                            .asText()),
                    () -> {
                        assertThat(resumes).as("one resume").hasSize(1);
                        assertThat(expect(200, world.http().get("/v1/resumes", seeker.authorized()))
                                        .body()
                                        .path("resumes"))
                                .hasSize(1);
                    });
        });
    }

    /** A version can't be changed twice: whoever heard no answer looks first. */
    private static Flow changeResume() {
        return new Flow("change-resume", List.of("ResumesFunction"), world -> {
            Visitor seeker = world.aVisitorWithPhone().registers();
            String path = "/v1/resumes/" + new Seeking(world).begins(seeker, Seeking.resume());
            return Flow.trial(
                    () -> {
                        Answer now = expect(200, world.http().get(path, seeker.authorized()));
                        if (!now.body().at("/fields/title").asText().equals("前端开发")) {
                            Map<String, String> headers = new HashMap<>(seeker.authorized());
                            headers.put("if-match", now.header("etag").orElseThrow());
                            expect(200, world.http().patch(path, "{\"fields\":{\"title\":\"前端开发\"}}", headers));
                        }
                    },
                    () -> {
                        Answer now = expect(200, world.http().get(path, seeker.authorized()));
                        assertThat(now.body().at("/fields/title").asText()).isEqualTo("前端开发");
                        assertThat(now.body().at("/fields/name").asText()).isEqualTo(Seeking.NAME);
                        assertThat(now.body().path("version").asInt())
                                .as("changed once")
                                .isEqualTo(2);
                    });
        });
    }

    private Flow publish() {
        return new Flow("publish", List.of("ResumesFunction"), world -> {
            Opening by = opening(world);
            Seeking seeking = new Seeking(world);
            Visitor seeker = world.aVisitorWithPhone().registers();
            String skill = "skill%dsweep".formatted(skills.incrementAndGet());
            ObjectNode resume = Seeking.resume();
            resume.withObjectProperty("fields").putArray("skills").add(skill);
            String id = seeking.begins(seeker, resume);
            return Flow.trial(
                    () -> {
                        Answer now = expect(200, world.http().get("/v1/resumes/" + id, seeker.authorized()));
                        if (!now.body().path("visibility").asText().equals("public")) {
                            expect(200, seeking.shows(seeker, id, "public"));
                        }
                    },
                    () -> {
                        Hiring hiring = new Hiring(world, deployer);
                        // hours go by between trials
                        by.owner().refreshes();
                        assertThat(expect(
                                                200,
                                                hiring.searches(
                                                        by.owner(),
                                                        by.employer(),
                                                        Map.of("category", "0101", "keyword", skill)))
                                        .body()
                                        .path("resumes"))
                                .as("found once")
                                .hasSize(1);
                        expect(200, seeking.shows(seeker, id, "confidential"));
                        assertThat(world.stores("item"))
                                .as("nothing leads to it any more")
                                .noneMatch(line -> line.path("key").asText().startsWith("FIND#")
                                        && line.toString().contains(id));
                    });
        });
    }

    private static Flow withdrawConsent() {
        return new Flow("withdraw-consent", List.of("ResumesHearingFunction"), world -> {
            Visitor seeker = world.aVisitorWithPhone().registers();
            new Seeking(world).portrays(seeker);
            return Flow.trial(
                    () -> expect(200, seeker.withdraws("resume-photo")),
                    () -> world.await(() -> {
                        assertThat(world.stores("item"))
                                .filteredOn(line -> line.path("store").asText().equals("ResumesTable")
                                        && line.toString().contains(seeker.account()))
                                .isNotEmpty()
                                .noneMatch(line -> line.path("value").has("photo"));
                        return assertThat(expect(200, world.http().get("/v1/attachments", seeker.authorized()))
                                        .body()
                                        .path("attachments"))
                                .hasSize(0);
                    }));
        });
    }

    private Flow submit() {
        return new Flow("submit", List.of("ApplicationsFunction", "RelayFunction"), world -> {
            Opening to = opening(world);
            Seeking seeking = new Seeking(world);
            Visitor seeker = world.aVisitorWithPhone().registers();
            ObjectNode body = Seeking.application(seeking.freezes(seeker, seeking.begins(seeker, Seeking.resume()))
                    .body()
                    .path("receipt")
                    .asText());
            Map<String, String> headers = Seeking.once(seeker);
            Set<String> applications = new HashSet<>();
            return Flow.trial(
                    () -> applications.add(
                            expect(201, world.http().post("/v1/jobs/" + to.job() + "/applications", body, headers))
                                    .body()
                                    .path("id")
                                    .asText()),
                    () -> {
                        assertThat(applications).as("one application").hasSize(1);
                        for (String list : List.of("/v1/applications", "/v1/disclosures")) {
                            assertThat(expect(200, world.http().get(list, seeker.authorized()))
                                            .body()
                                            .elements()
                                            .next())
                                    .as(list)
                                    .hasSize(1);
                        }
                    });
        });
    }

    private Flow withdraw() {
        return new Flow(
                "withdraw", List.of("ApplicationsFunction", "RelayFunction", "ResumesHearingFunction"), world -> {
                    Opening to = opening(world);
                    Seeking seeking = new Seeking(world);
                    Visitor seeker = world.aVisitorWithPhone().registers();
                    String application = seeking.applies(seeker, seeking.begins(seeker, Seeking.resume()), to.job());
                    return Flow.trial(() -> expect(200, seeking.moves(seeker, application, "withdraw")), () -> {
                        JsonNode followed = expect(
                                        200, world.http().get("/v1/applications/" + application, seeker.authorized()))
                                .body();
                        assertThat(followed.at("/application/state").asText()).isEqualTo("withdrawn");
                        assertThat(followed.path("history"))
                                .as("withdrawn once")
                                .hasSize(2);
                        world.await(() -> assertThat(world.stores("item"))
                                .filteredOn(line -> line.path("key")
                                        .asText()
                                        .startsWith("VERSION#"
                                                + followed.at("/application/version")
                                                        .asText()))
                                .singleElement()
                                .satisfies(line -> assertThat(line.path("value").has("closed"))
                                        .isTrue()));
                    });
                });
    }

    private static Flow attach() {
        return new Flow(
                "attach", List.of("ResumesFunction", "AttachmentsFunction", "ResumesCheckedFunction"), world -> {
                    Attaching attaching = new Attaching(world);
                    Visitor seeker = world.aVisitorWithPhone().registers();
                    // until the room has heard of the permission
                    attaching.announces(seeker, "another.pdf", Attaching.PDF, FILE);
                    Map<String, String> headers = Seeking.once(seeker);
                    Set<String> attachments = new HashSet<>();
                    return Flow.trial(
                            () -> {
                                JsonNode announced = expect(
                                                201,
                                                world.http()
                                                        .post(
                                                                "/v1/attachments",
                                                                Attaching.body("a.pdf", Attaching.PDF, FILE),
                                                                headers))
                                        .body();
                                attachments.add(announced.path("id").asText());
                                assertThat(attaching.posts(announced, FILE, Map.of()))
                                        .isEqualTo(201);
                            },
                            () -> {
                                assertThat(attachments).as("one attachment").hasSize(1);
                                String id = attachments.iterator().next();
                                JsonNode seen = attaching.checked(seeker, id);
                                assertThat(seen.path("state").asText()).isEqualTo("clean");
                                assertThat(attaching
                                                .follows(seen.path("file").asText())
                                                .body())
                                        .isEqualTo(FILE);
                                world.await(() -> assertThat(world.stores("object"))
                                        .filteredOn(line ->
                                                line.path("key").asText().contains(id))
                                        .as("one file, whatever was uploaded and checked twice")
                                        .hasSize(1));
                            });
                });
    }

    private Flow eraseResumes() {
        return erase("erase-resumes", "ResumesErasureFunction", "ResumesTable", List.of("Resume", "Attachment"));
    }

    private Flow eraseApplications() {
        return erase(
                "erase-applications",
                "ApplicationsErasureFunction",
                "ApplicationsTable",
                List.of("Application", "Disclosure"));
    }

    private Flow erase(String name, String function, String table, List<String> kinds) {
        return new Flow(name, List.of(function), world -> {
            Seeking seeking = new Seeking(world);
            Visitor seeker = world.aVisitorWithPhone().registers();
            new Attaching(world).attaches(seeker, "a.pdf", Attaching.PDF, FILE);
            seeking.applies(
                    seeker,
                    seeking.begins(seeker, Seeking.resume()),
                    opening(world).job());
            String order = Privacy.newId();
            return Flow.trial(() -> privacy.says(order, seeker.account()), () -> {
                JsonNode report = world.stores("item").stream()
                        .filter(line -> line.path("store").asText().equals(table)
                                && line.path("key").asText().equals("FENCE#" + seeker.account() + "/FENCE"))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("no fence"))
                        .at("/value/event/data");
                assertThat(report.path("order").asText()).isEqualTo(order);
                assertThat(kinds)
                        .allSatisfy(kind ->
                                assertThat(report.path("erased").asText()).contains("\"" + kind + "\":1"));
            });
        });
    }

    /** One for all trials: what is swept is what becomes of it. */
    private Opening opening(World world) {
        if (opening.isEmpty()) {
            Hiring hiring = new Hiring(world, deployer);
            Seeking seeking = new Seeking(world);
            Visitor owner = world.aVisitorWithPhone().registers();
            String employer = hiring.registers(owner);
            hiring.isVerified(owner, employer, hiring.staff());
            String job = hiring.posts(owner, employer);
            // once somebody could apply, the other room has heard of it
            Visitor first = world.aVisitorWithPhone().registers();
            seeking.applies(first, seeking.begins(first, Seeking.resume()), job);
            opening = Optional.of(new Opening(owner, employer, job));
        }
        return opening.get();
    }

    private record Opening(Visitor owner, String employer, String job) {}
}
