package cn.touzhi.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every operation of {@code infra/openapi.yaml} that names something by an id, for everybody who may not do it: what is
 * somebody else's and what is nowhere are answered alike.
 */
@ExtendWith(RunningCloud.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("To whoever may not,")
class AuthorisationIT {
    private static final String NOBODYS = "AAAAAAAAAAAAAAAAAAAAAA";

    private final World world;
    private final Hiring hiring;
    private final Map<String, Visitor> actors = new HashMap<>();
    private final Map<String, String> real = new HashMap<>();
    private GoodBodies bodies;

    AuthorisationIT(World world, Deployer deployer) {
        this.world = world;
        this.hiring = new Hiring(world, deployer);
    }

    @BeforeAll
    void somethingOfSomebody() {
        Visitor owner = world.aVisitorWithPhone().registers();
        Visitor staff = hiring.staff();
        String employer = hiring.registers(owner);
        hiring.isVerified(owner, employer, staff);
        actors.put("owner", owner);
        for (String role : List.of("recruiter", "interviewer")) {
            Visitor member = world.aVisitorWithPhone().registers();
            hiring.takesIn(owner, employer, member, role);
            actors.put(role, member);
        }
        Visitor outsider = world.aVisitorWithPhone().registers();
        String theirs = hiring.registers(outsider);
        hiring.isVerified(outsider, theirs, staff);
        actors.put("outsider", outsider);
        actors.put("staff", staff);
        real.put("/v1/employers/{id}", employer);
        Seeking seeking = new Seeking(world);
        Visitor seeker = world.aVisitorWithPhone().registers();
        String resume = seeking.begins(seeker, Seeking.resume());
        String application = seeking.applies(seeker, resume, hiring.posts(owner, employer));
        real.put("/v1/resumes/{id}", resume);
        real.put(
                "/v1/attachments/{id}",
                new Attaching(world)
                        .announces(seeker, "a.pdf", Attaching.PDF, Attaching.pdf("a"))
                        .path("id")
                        .asText());
        real.put("/v1/applications/{id}", application);
        real.put("{application}", application);
        // whoever may not submit gets nothing else to know of a job that isn't open
        real.put("/v1/jobs/{id}", NOBODYS);
        real.put("{job}", hiring.posts(owner, employer));
        real.put("{member}", actors.get("recruiter").account());
        real.put("/v1/sessions/{id}", owner.session());
        real.put(
                "/v1/accounts/me/identities/{id}",
                owner.listsIdentities().body().at("/identities/0/id").asText());
        bodies = new GoodBodies(Hiring.creditCode(), hiring.job());
    }

    @TestFactory
    @DisplayName("what is somebody else's and what is nowhere are the same")
    Stream<DynamicTest> foreignOrUnknown() {
        return guarded()
                .map(operation -> DynamicTest.dynamicTest(operation.toString(), () -> {
                    Answer foreign = send(operation, actors.get("outsider"), pathTo(operation));
                    Answer unknown = send(operation, actors.get("outsider"), withoutIds(operation));
                    assertThat(foreign.status())
                            .as(foreign.text())
                            .isIn(Rule.of(operation).forOutsiders());
                    assertThat(foreign.status()).isEqualTo(unknown.status());
                    assertThat(foreign.body().path("type"))
                            .isEqualTo(unknown.body().path("type"));
                    assertThat(foreign.body().path("title"))
                            .isEqualTo(unknown.body().path("title"));
                }));
    }

    @TestFactory
    @DisplayName("without a token, nothing is said")
    Stream<DynamicTest> nobody() {
        return guarded()
                .map(operation -> DynamicTest.dynamicTest(operation.toString(), () -> assertThat(world.http()
                                .send(
                                        operation.method(),
                                        pathTo(operation),
                                        Map.of("content-type", "application/json"),
                                        body(operation))
                                .status())
                        .isEqualTo(401)));
    }

    @TestFactory
    @DisplayName("members of a lower role are told that it is not theirs to do")
    Stream<DynamicTest> lowerRoles() {
        return guarded().flatMap(operation -> Rule.of(operation).refusedMembers().stream()
                .map(role -> DynamicTest.dynamicTest(operation + " by a member, " + role, () -> assertThat(
                                send(operation, actors.get(role), pathTo(operation))
                                        .status())
                        .isEqualTo(403))));
    }

    @Test
    @DisplayName("each operation has its rule, and each rule an operation")
    void rules() {
        Set<String> named =
                guarded().map(ApiDocument.Operation::toString).collect(Collectors.toCollection(TreeSet::new));
        assertThat(Rule.names()).isEqualTo(named);
    }

    /** Those that take a token and name something that may be somebody else's. */
    private static Stream<ApiDocument.Operation> guarded() {
        return new ApiDocument()
                .operations().stream()
                        .filter(operation ->
                                operation.secured() && operation.path().contains("{"))
                        .filter(operation -> !Rule.OWN_BY_NAME.contains(operation.toString()));
    }

    private String pathTo(ApiDocument.Operation operation) {
        String path = operation.path();
        for (Map.Entry<String, String> thing : real.entrySet()) {
            if (thing.getKey().startsWith("{")) {
                path = path.replace(thing.getKey(), thing.getValue());
            } else if (path.startsWith(thing.getKey())) {
                path = thing.getKey().replace("{id}", thing.getValue())
                        + path.substring(thing.getKey().length());
            }
        }
        assertThat(path).as("something real for each id").doesNotContain("{");
        return path;
    }

    private static String withoutIds(ApiDocument.Operation operation) {
        return operation.path().replaceAll("\\{[a-z]+}", NOBODYS);
    }

    private Answer send(ApiDocument.Operation operation, Visitor actor, String path) {
        Map<String, String> headers = new HashMap<>(actor.authorized());
        headers.put("content-type", operation.hasBody() ? operation.bodyType() : "application/json");
        operation.parameters().stream()
                .filter(parameter -> parameter.path("in").asText().equals("header"))
                .map(parameter -> parameter.path("name").asText().toLowerCase(Locale.ROOT))
                .forEach(name -> headers.put(name, value(name)));
        return world.http().send(operation.method(), path, headers, body(operation));
    }

    private static String value(String header) {
        return switch (header) {
            case "if-match" -> "\"1\"";
            case "consent-sequence" -> "1";
            default -> UUID.randomUUID().toString();
        };
    }

    private byte[] body(ApiDocument.Operation operation) {
        return (operation.hasBody() ? bodies.of(operation).toString() : "").getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Who may not do something.
     *
     * @param forOutsiders statuses that they get
     * @param refusedMembers of an employer
     */
    private record Rule(Set<Integer> forOutsiders, Set<String> refusedMembers) {
        /** They name something of the caller's own, not by an id. */
        static final Set<String> OWN_BY_NAME = Set.of(
                "PUT /v1/accounts/me/acceptances/{version}",
                "PUT /v1/consents/{purpose}",
                "DELETE /v1/consents/{purpose}");

        private static final Rule HIDDEN = new Rule(Set.of(404), Set.of());
        private static final Rule WRITES_POSTINGS = new Rule(Set.of(404), Set.of("interviewer"));
        private static final Rule MANAGES = new Rule(Set.of(404), Set.of("interviewer", "recruiter"));
        private static final Rule STAFF_ALONE = new Rule(Set.of(403), Set.of("interviewer", "recruiter", "owner"));

        private static final Map<String, Rule> ALL = Map.ofEntries(
                Map.entry("DELETE /v1/sessions/{id}", HIDDEN),
                Map.entry("DELETE /v1/accounts/me/identities/{id}", new Rule(Set.of(403, 404), Set.of())),
                Map.entry("POST /v1/jobs/{id}/applications", HIDDEN),
                Map.entry("GET /v1/applications/{id}", HIDDEN),
                Map.entry("GET /v1/applications/{id}/interview", HIDDEN),
                Map.entry("POST /v1/applications/{id}/moves", HIDDEN),
                Map.entry("GET /v1/applications/{id}/identity-number", HIDDEN),
                Map.entry("PUT /v1/applications/{id}/identity-number", HIDDEN),
                Map.entry("DELETE /v1/applications/{id}/identity-number", HIDDEN),
                Map.entry("PUT /v1/employers/{id}/applications/{application}/identity-request", WRITES_POSTINGS),
                Map.entry("POST /v1/employers/{id}/applications/{application}/identity-views", WRITES_POSTINGS),
                Map.entry("GET /v1/attachments/{id}", HIDDEN),
                Map.entry("DELETE /v1/attachments/{id}", HIDDEN),
                Map.entry("GET /v1/employers/{id}/applications", HIDDEN),
                Map.entry("GET /v1/employers/{id}/applications/{application}", HIDDEN),
                Map.entry("POST /v1/employers/{id}/applications/{application}/moves", WRITES_POSTINGS),
                Map.entry("POST /v1/employers/{id}/applications/{application}/view-grants", HIDDEN),
                Map.entry("POST /v1/employers/{id}/resume-searches", WRITES_POSTINGS),
                Map.entry("GET /v1/resumes/{id}", HIDDEN),
                Map.entry("PUT /v1/resumes/{id}", HIDDEN),
                Map.entry("PATCH /v1/resumes/{id}", HIDDEN),
                Map.entry("DELETE /v1/resumes/{id}", HIDDEN),
                Map.entry("PUT /v1/resumes/{id}/visibility", HIDDEN),
                Map.entry("PUT /v1/resumes/{id}/preference", HIDDEN),
                Map.entry("POST /v1/resumes/{id}/versions", HIDDEN),
                Map.entry("GET /v1/employers/{id}", HIDDEN),
                Map.entry("PUT /v1/employers/{id}", MANAGES),
                Map.entry("POST /v1/employers/{id}/submission", MANAGES),
                Map.entry("PUT /v1/employers/{id}/verification", STAFF_ALONE),
                Map.entry("POST /v1/employers/{id}/invitations", MANAGES),
                Map.entry("GET /v1/employers/{id}/members", HIDDEN),
                Map.entry("PUT /v1/employers/{id}/members/{member}", MANAGES),
                Map.entry("DELETE /v1/employers/{id}/members/{member}", new Rule(Set.of(404), Set.of("interviewer"))),
                Map.entry("GET /v1/employers/{id}/jobs", HIDDEN),
                Map.entry("POST /v1/employers/{id}/jobs", WRITES_POSTINGS),
                Map.entry("GET /v1/employers/{id}/jobs/{job}", HIDDEN),
                Map.entry("PUT /v1/employers/{id}/jobs/{job}", WRITES_POSTINGS),
                Map.entry("PUT /v1/employers/{id}/jobs/{job}/state", WRITES_POSTINGS),
                Map.entry("PUT /v1/employers/{id}/jobs/{job}/legal-basis", STAFF_ALONE));

        static Rule of(ApiDocument.Operation operation) {
            return ALL.getOrDefault(operation.toString(), HIDDEN);
        }

        static Set<String> names() {
            return new TreeSet<>(ALL.keySet());
        }
    }
}
