package cn.touzhi.local.journey;

import static cn.touzhi.local.journey.Hiring.expect;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Flows of those who offer work, each with what must be true when it is over. What can't simply be sent again is asked for as
 * a client would: it looks how things stand first.
 */
final class HiringFlows {
    private static final String JOBS = "JobsFunction";
    private static final String APPLICATIONS = "ApplicationsFunction";

    private final Deployer deployer;
    private final AtomicInteger words = new AtomicInteger();

    HiringFlows(Deployer deployer) {
        this.deployer = deployer;
    }

    List<Flow> all() {
        return List.of(
                registerEmployer(), verifyEmployer(), takeIn(), post(), close(), look(), interview(), identify());
    }

    private static Flow registerEmployer() {
        return new Flow("register-employer", List.of(JOBS), world -> {
            Visitor owner = world.aVisitorWithPhone().registers();
            ObjectNode body = Hiring.employer(Hiring.creditCode());
            Map<String, String> headers = Seeking.once(owner);
            Set<String> employers = new HashSet<>();
            return Flow.trial(
                    () -> employers.add(expect(201, world.http().post("/v1/employers", body, headers))
                            .body()
                            .path("id")
                            .asText()),
                    () -> {
                        assertThat(employers).as("one employer").hasSize(1);
                        assertThat(listed(world, owner, "/v1/employers", "employers"))
                                .hasSize(1);
                        assertThat(listed(
                                        world,
                                        owner,
                                        "/v1/employers/" + employers.iterator().next() + "/members",
                                        "members"))
                                .hasSize(1);
                    });
        });
    }

    private Flow verifyEmployer() {
        return new Flow("verify-employer", List.of(JOBS, "RelayFunction"), world -> {
            Hiring hiring = new Hiring(world, deployer);
            Visitor staff = hiring.staff();
            Visitor owner = world.aVisitorWithPhone().registers();
            String employer = hiring.registers(owner);
            String path = "/v1/employers/" + employer;
            return Flow.trial(
                    () -> {
                        if (stateOf(world, owner, path).equals("draft")) {
                            expect(200, world.http().post(path + "/submission", "{}", owner.authorized()));
                        }
                        if (!stateOf(world, owner, path).equals("verified")) {
                            expect(200, hiring.decides(staff, employer, "verified", "documents-match"));
                        }
                    },
                    () -> {
                        assertThat(stateOf(world, owner, path)).isEqualTo("verified");
                        // what isn't verified can post nothing
                        hiring.posts(owner, employer);
                        world.await(() -> assertThat(known(world, "EMPLOYER#" + employer))
                                .as("what other rooms know of it")
                                .isNotEmpty());
                    });
        });
    }

    private Flow takeIn() {
        return new Flow("take-in", List.of(JOBS), world -> {
            Hiring hiring = new Hiring(world, deployer);
            Visitor owner = world.aVisitorWithPhone().registers();
            String employer = hiring.registers(owner);
            Visitor recruiter = world.aVisitorWithPhone().registers();
            Map<String, String> headers = Seeking.once(owner);
            String members = "/v1/employers/" + employer + "/members";
            return Flow.trial(
                    () -> {
                        String token = expect(
                                        201,
                                        world.http()
                                                .post(
                                                        "/v1/employers/" + employer + "/invitations",
                                                        Map.of("role", "recruiter"),
                                                        headers))
                                .body()
                                .path("token")
                                .asText();
                        if (listed(world, recruiter, "/v1/employers", "employers")
                                .isEmpty()) {
                            expect(
                                    200,
                                    world.http()
                                            .post(
                                                    "/v1/employer-invitations/acceptances",
                                                    Map.of("token", token),
                                                    recruiter.authorized()));
                        }
                    },
                    () -> {
                        assertThat(listed(world, owner, members, "members")).hasSize(2);
                        assertThat(listed(world, recruiter, "/v1/employers", "employers"))
                                .hasSize(1);
                    });
        });
    }

    private Flow post() {
        return new Flow("post", List.of(JOBS, "RelayFunction", "ApplicationsHearingFunction"), world -> {
            Hiring hiring = new Hiring(world, deployer);
            Visitor owner = world.aVisitorWithPhone().registers();
            String employer = verified(hiring, owner);
            String word = "word%dsweep".formatted(words.incrementAndGet());
            ObjectNode body = hiring.job().put("title", "工程师 " + word);
            Map<String, String> headers = Seeking.once(owner);
            String path = "/v1/employers/" + employer + "/jobs";
            Set<String> jobs = new HashSet<>();
            return Flow.trial(
                    () -> {
                        String job = expect(201, world.http().post(path, body, headers))
                                .body()
                                .path("id")
                                .asText();
                        jobs.add(job);
                        if (!stateOf(world, owner, path + "/" + job).equals("open")) {
                            expect(200, hiring.moves(owner, employer, job, "open"));
                        }
                    },
                    () -> {
                        assertThat(jobs).as("one posting").hasSize(1);
                        assertThat(listed(world, owner, path, "jobs")).hasSize(1);
                        assertThat(found(world, word)).as("found once").hasSize(1);
                        world.await(() -> assertThat(known(
                                        world, "POSTING#" + jobs.iterator().next()))
                                .as("what other rooms know of it")
                                .isNotEmpty());
                    });
        });
    }

    private Flow close() {
        return new Flow("close", List.of(JOBS, "RelayFunction", "ApplicationsHearingFunction"), world -> {
            Opening to = opening(world);
            String path = "/v1/employers/" + to.employer() + "/jobs/" + to.job();
            return Flow.trial(
                    () -> {
                        if (!stateOf(world, to.owner(), path).equals("closed")) {
                            expect(
                                    200,
                                    new Hiring(world, deployer).moves(to.owner(), to.employer(), to.job(), "closed"));
                        }
                    },
                    () -> {
                        assertThat(found(world, to.word())).isEmpty();
                        world.await(() -> {
                            JsonNode followed = followed(world, to);
                            assertThat(followed.at("/application/state").asText())
                                    .isEqualTo("closed");
                            return assertThat(followed.path("history"))
                                    .as("closed once")
                                    .hasSize(2);
                        });
                    });
        });
    }

    private Flow look() {
        return new Flow("look", List.of(APPLICATIONS, "ResumesFunction"), world -> {
            Opening to = opening(world);
            Hiring hiring = new Hiring(world, deployer);
            AtomicInteger looks = new AtomicInteger();
            return Flow.trial(
                    () -> {
                        Answer granted = expect(200, hiring.asksToLook(to.owner(), to.employer(), to.application()));
                        looks.incrementAndGet();
                        assertThat(expect(200, hiring.looks(to.owner(), granted))
                                        .body()
                                        .at("/fields/name")
                                        .asText())
                                .isEqualTo(Seeking.NAME);
                    },
                    () -> {
                        assertThat(followed(world, to).path("history"))
                                .as("viewed once")
                                .hasSize(2);
                        assertThat(listed(world, to.seeker(), "/v1/disclosures", "disclosures")
                                        .get(0)
                                        .path("looks")
                                        .asInt())
                                .as("no look that isn't counted")
                                .isGreaterThanOrEqualTo(looks.get());
                    });
        });
    }

    private Flow interview() {
        return new Flow("interview", List.of(APPLICATIONS), world -> {
            Opening to = opening(world);
            Hiring hiring = new Hiring(world, deployer);
            Instant at = world.now().plus(Duration.ofDays(3)).truncatedTo(ChronoUnit.SECONDS);
            return Flow.trial(
                    () -> {
                        if (applicationOf(world, to).equals("submitted")) {
                            expect(
                                    200,
                                    hiring.handles(
                                            to.owner(), to.employer(), to.application(), Map.of("move", "shortlist")));
                        }
                        if (applicationOf(world, to).equals("shortlisted")) {
                            expect(200, hiring.proposes(to.owner(), to.employer(), to.application(), at));
                        }
                        if (!applicationOf(world, to).equals("interview-confirmed")) {
                            expect(200, new Seeking(world).accepts(to.seeker(), to.application(), at));
                        }
                    },
                    () -> {
                        assertThat(applicationOf(world, to)).isEqualTo("interview-confirmed");
                        assertThat(followed(world, to).path("history"))
                                .as("shortlisted once, proposed once, accepted once")
                                .hasSize(4);
                        assertThat(expect(
                                                200,
                                                world.http()
                                                        .get(
                                                                "/v1/applications/" + to.application() + "/interview",
                                                                to.seeker().authorized()))
                                        .text())
                                .contains(Hiring.CONTACT);
                    });
        });
    }

    private Flow identify() {
        return new Flow("identify", List.of(APPLICATIONS), world -> {
            Opening to = opening(world);
            Hiring hiring = new Hiring(world, deployer);
            expect(200, hiring.handles(to.owner(), to.employer(), to.application(), Map.of("move", "shortlist")));
            Map<String, String> headers = new HashMap<>(to.seeker().authorized());
            headers.put(
                    "consent-sequence",
                    expect(200, to.seeker().gives("resume-identity-number"))
                            .body()
                            .path("sequence")
                            .asText());
            return Flow.trial(
                    () -> {
                        expect(200, hiring.asksForIdentityNumber(to.owner(), to.employer(), to.application()));
                        expect(
                                200,
                                world.http()
                                        .put(
                                                "/v1/applications/" + to.application() + "/identity-number",
                                                Map.of("number", Seeking.IDENTITY_NUMBER),
                                                headers));
                    },
                    () -> assertThat(expect(
                                            200,
                                            hiring.looksAtIdentityNumber(to.owner(), to.employer(), to.application()))
                                    .text())
                            .contains(Seeking.IDENTITY_NUMBER));
        });
    }

    /** An employer with one posting, to which one application was made. */
    private Opening opening(World world) {
        Hiring hiring = new Hiring(world, deployer);
        Seeking seeking = new Seeking(world);
        Visitor owner = world.aVisitorWithPhone().registers();
        String employer = verified(hiring, owner);
        String word = "word%dsweep".formatted(words.incrementAndGet());
        String job = hiring.posts(owner, employer, hiring.job().put("title", "工程师 " + word));
        Visitor seeker = world.aVisitorWithPhone().registers();
        String application = seeking.applies(seeker, seeking.begins(seeker, Seeking.resume()), job);
        return new Opening(owner, employer, job, word, seeker, application);
    }

    private static String verified(Hiring hiring, Visitor owner) {
        String employer = hiring.registers(owner);
        hiring.isVerified(owner, employer, hiring.staff());
        return employer;
    }

    private static String stateOf(World world, Visitor member, String path) {
        return expect(200, world.http().get(path, member.authorized()))
                .body()
                .path("state")
                .asText();
    }

    private static String applicationOf(World world, Opening to) {
        return followed(world, to).at("/application/state").asText();
    }

    private static JsonNode followed(World world, Opening to) {
        return expect(
                        200,
                        world.http()
                                .get(
                                        "/v1/applications/" + to.application(),
                                        to.seeker().authorized()))
                .body();
    }

    private static JsonNode listed(World world, Visitor member, String path, String list) {
        return expect(200, world.http().get(path, member.authorized())).body().path(list);
    }

    private static JsonNode found(World world, String word) {
        return expect(200, world.http().get("/v1/jobs?q=" + URLEncoder.encode(word, StandardCharsets.UTF_8), Map.of()))
                .body()
                .path("jobs");
    }

    /** What applications knows by an id that jobs told it. */
    private static List<JsonNode> known(World world, String key) {
        return world.stores("item").stream()
                .filter(line -> line.path("store").asText().equals("ApplicationsTable")
                        && line.path("key").asText().startsWith(key))
                .toList();
    }

    private record Opening(
            Visitor owner, String employer, String job, String word, Visitor seeker, String application) {}
}
