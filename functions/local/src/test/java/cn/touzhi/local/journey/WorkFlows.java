package cn.touzhi.local.journey;

import static cn.touzhi.local.journey.Hiring.expect;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Flows of those who seek work and of those who offer it, each with what must be true when it is over. */
final class WorkFlows {
    private static final byte[] FILE = Attaching.pdf("a resume");

    private final Privacy privacy;
    private final Deployer deployer;
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
        return List.of(beginResume(), withdraw(), eraseResumes(), eraseApplications());
    }

    private static Flow beginResume() {
        return new Flow("begin-resume", List.of("ResumesFunction"), world -> {
            Visitor seeker = world.aVisitorWithPhone().registers();
            Map<String, String> headers = Seeking.once(seeker);
            Set<String> resumes = new HashSet<>();
            return trial(
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
            return trial(
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
                    return trial(() -> expect(200, seeking.moves(seeker, application, "withdraw")), () -> {
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
                    return trial(
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
            return trial(() -> privacy.says(order, seeker.account()), () -> {
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
            opening = Optional.of(new Opening(job));
        }
        return opening.get();
    }

    private static Flow.Trial trial(Runnable ask, Runnable check) {
        return new Flow.Trial() {
            @Override
            public void ask() {
                ask.run();
            }

            @Override
            public void check() {
                check.run();
            }
        };
    }

    private record Opening(String job) {}
}
