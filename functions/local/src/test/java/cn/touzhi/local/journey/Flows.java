package cn.touzhi.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Registration's flows, each with what must be true when it is over. */
final class Flows {
    private static final String REGISTRATION = "RegistrationFunction";

    private final Privacy privacy;
    private final Deployer deployer;

    Flows(Privacy privacy, Deployer deployer) {
        this.privacy = privacy;
        this.deployer = deployer;
    }

    /** Those that every build sweeps. */
    List<Flow> first() {
        return List.of(
                askAndSend(),
                register(),
                refresh(),
                consent(),
                erase(
                        "erase",
                        List.of("ErasureFunction", "RelayFunction"),
                        "RegistrationTable",
                        List.of("Account", "Session", "Identity")));
    }

    /** All others. */
    List<Flow> others() {
        return List.of(
                signIn(),
                stepUp(),
                signOut(),
                endOthers(),
                addIdentity(),
                removeIdentity(),
                freeze(),
                actOfStaff(),
                hear(),
                erase(
                        "erase-privacy",
                        List.of("PrivacyErasureFunction"),
                        "PrivacyTable",
                        List.of("PolicyAcceptance", "ConsentState", "ConsentEntry")));
    }

    private static Flow askAndSend() {
        return new Flow("ask-and-send", List.of(REGISTRATION, "RelayFunction", "SendingFunction"), world -> {
            Visitor visitor = world.aVisitorWithPhone();
            String key = UUID.randomUUID().toString();
            List<String> verifications = new ArrayList<>();
            return Flow.trial(
                    () -> {
                        Answer answer = expect(visitor.requestsCode(key), 202);
                        verifications.add(answer.body().path("id").asText());
                    },
                    () -> {
                        assertThat(verifications).as("the same wish").containsOnly(verifications.getFirst());
                        assertThat(world.http()
                                        .get("/v1/verifications/" + verifications.getFirst(), Map.of())
                                        .body()
                                        .path("state")
                                        .asText())
                                .isEqualTo("sent");
                        assertThat(world.messages("sms", visitor.address())).hasSizeLessThanOrEqualTo(1);
                    });
        });
    }

    private static Flow register() {
        return new Flow("register", List.of(REGISTRATION, "RelayFunction"), world -> {
            Visitor visitor = world.aVisitorWithPhone().asksForCode().provesAddress();
            List<String> accounts = new ArrayList<>();
            return Flow.trial(
                    () -> {
                        Answer answer = expect(visitor.requestsAccount("1990-05-17"), 200, 201);
                        visitor.remember(answer, answer.status());
                        accounts.add(visitor.account() + " " + visitor.session());
                    },
                    () -> {
                        assertThat(accounts).as("one account, one session").containsOnly(accounts.getFirst());
                        assertGoesOn(visitor);
                        assertThat(world.stores("item").stream().filter(line -> line.path("value")
                                        .path("usedBy")
                                        .asText()
                                        .equals(visitor.account())))
                                .hasSize(1);
                    });
        });
    }

    private static Flow refresh() {
        return new Flow("refresh", List.of(REGISTRATION), world -> {
            Visitor visitor = world.aVisitorWithPhone().registers();
            String token = visitor.refreshToken();
            List<String> next = new ArrayList<>();
            return Flow.trial(
                    () -> {
                        visitor.remember(expect(visitor.requestsRefresh(token), 200), 200);
                        next.add(visitor.refreshToken());
                    },
                    () -> {
                        assertThat(next).as("one line of tokens").containsOnly(next.getFirst());
                        assertGoesOn(visitor.refreshes());
                    });
        });
    }

    private static Flow consent() {
        return new Flow("consent", List.of("PrivacyFunction"), world -> {
            Visitor visitor = world.aVisitorWithPhone().registers();
            return Flow.trial(() -> expect(visitor.gives("resume-health"), 200), () -> {
                assertThat(visitor.listsConsents().body().path("sequence").asInt())
                        .isEqualTo(1);
                assertThat(expect(visitor.gives("resume-health"), 200)
                                .body()
                                .path("sequence")
                                .asInt())
                        .as("given once")
                        .isEqualTo(1);
            });
        });
    }

    /** That a session ended reaches the room that hears of it, whatever fails there. */
    private static Flow hear() {
        return new Flow("hear", List.of("PrivacyHearingFunction"), world -> {
            Visitor visitor = world.aVisitorWithPhone().registers();
            Visitor second = visitor.onAnotherDevice().signsIn();
            return Flow.trial(() -> expect(second.signsOut(second.session()), 204, 401), () -> {
                assertThat(second.listsConsents().status()).isEqualTo(401);
                assertThat(visitor.refreshes().listsConsents().body().path("policies"))
                        .hasSize(1);
            });
        });
    }

    /** Everybody is erased from all rooms; one of them fails. */
    private Flow erase(String name, List<String> functions, String table, List<String> kinds) {
        return new Flow(name, functions, world -> {
            Visitor visitor = world.aVisitorWithPhone().registers();
            expect(visitor.gives("resume-health"), 200);
            String order = Privacy.newId();
            return Flow.trial(() -> privacy.says(order, visitor.account()), () -> {
                JsonNode report = world.stores("item").stream()
                        .filter(line -> line.path("store").asText().equals(table)
                                && line.path("key").asText().equals("FENCE#" + visitor.account() + "/FENCE"))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("no fence"))
                        .path("value")
                        .path("event")
                        .path("data");
                assertThat(report.path("order").asText()).isEqualTo(order);
                assertThat(kinds)
                        .allSatisfy(kind ->
                                assertThat(report.path("erased").asText()).contains("\"" + kind + "\":1"));
                assertThat(visitor.asksWhoAmI().status()).isEqualTo(401);
            });
        });
    }

    private static Flow signIn() {
        return new Flow("sign-in", List.of(REGISTRATION), world -> {
            Visitor visitor = world.aVisitorWithPhone().registers();
            Visitor elsewhere = visitor.onAnotherDevice().asksForCode().provesAddress();
            List<String> sessions = new ArrayList<>();
            return Flow.trial(
                    () -> {
                        Answer answer = expect(elsewhere.requestsSession(), 200, 201);
                        elsewhere.remember(answer, answer.status());
                        sessions.add(elsewhere.session());
                    },
                    () -> {
                        assertThat(sessions).containsOnly(sessions.getFirst());
                        assertGoesOn(elsewhere);
                        assertThat(elsewhere.listsSessions().body().path("sessions"))
                                .hasSize(2);
                    });
        });
    }

    private static Flow stepUp() {
        return new Flow("step-up", List.of(REGISTRATION), world -> {
            Visitor visitor = world.aVisitorWithPhone().registers();
            visitor.provesFor("confirm");
            return Flow.trial(() -> expect(visitor.requestsStepUp(), 200), () -> assertGoesOn(visitor));
        });
    }

    private static Flow signOut() {
        return new Flow("sign-out", List.of(REGISTRATION), world -> {
            Visitor visitor = world.aVisitorWithPhone().registers();
            return Flow.trial(
                    () -> expect(visitor.signsOut(visitor.session()), 204, 401),
                    () -> assertThat(visitor.asksWhoAmI().status()).isEqualTo(401));
        });
    }

    private static Flow endOthers() {
        return new Flow("end-others", List.of(REGISTRATION), world -> {
            Visitor visitor = world.aVisitorWithPhone().registers();
            Visitor elsewhere = visitor.onAnotherDevice().signsIn();
            return Flow.trial(
                    // done, and its answer lost, the token counts no more
                    () -> expect(visitor.requestsEndOfOthers(), 204, 401), () -> {
                        assertGoesOn(visitor.refreshes());
                        assertThat(elsewhere.asksWhoAmI().status()).isEqualTo(401);
                    });
        });
    }

    private static Flow addIdentity() {
        return new Flow("add-identity", List.of(REGISTRATION), world -> {
            Visitor visitor = world.aVisitorWithPhone().registers().stepsUp();
            String proof = world.aVisitorWithEmail().provesFor("identity");
            return Flow.trial(() -> expect(visitor.requestsIdentity(proof), 200, 201), () -> assertThat(
                            visitor.listsIdentities().body().path("identities"))
                    .hasSize(2));
        });
    }

    private static Flow removeIdentity() {
        return new Flow("remove-identity", List.of(REGISTRATION), world -> {
            Visitor visitor = world.aVisitorWithPhone().registers().stepsUp();
            expect(visitor.requestsIdentity(world.aVisitorWithEmail().provesFor("identity")), 201);
            String email = World.list(visitor.listsIdentities().body().path("identities")).stream()
                    .filter(identity -> identity.path("channel").asText().equals("email"))
                    .findFirst()
                    .orElseThrow()
                    .path("id")
                    .asText();
            world.advance(Duration.ofDays(8));
            visitor.refreshes().stepsUp();
            // it stays in sight for as long as its owner may undo this
            return Flow.trial(() -> expect(visitor.requestsRemoval(email), 204, 404), () -> assertThat(
                            visitor.listsIdentities().body().path("identities"))
                    .hasSize(2)
                    .filteredOn(identity -> identity.has("undoUntil"))
                    .singleElement()
                    .satisfies(
                            removed -> assertThat(removed.path("id").asText()).isEqualTo(email)));
        });
    }

    private static Flow freeze() {
        return new Flow("freeze", List.of(REGISTRATION), world -> {
            Visitor visitor = world.aVisitorWithPhone().registers();
            String proof = visitor.onAnotherDevice().provesFor("confirm");
            return Flow.trial(
                    () -> expect(
                            world.http().post("/v1/accounts/freeze", Map.of("proof", proof), Map.of()),
                            200,
                            201,
                            204,
                            410),
                    () -> assertThat(visitor.asksWhoAmI().status()).isEqualTo(401));
        });
    }

    private Flow actOfStaff() {
        return new Flow("act-of-staff", List.of("StaffFunction"), world -> {
            Visitor visitor = world.aVisitorWithPhone().registers();
            var act = Deployer.act("freeze", visitor.account());
            return Flow.trial(
                    () -> deployer.does(act),
                    () -> assertThat(visitor.asksWhoAmI().status()).isEqualTo(401));
        });
    }

    private static void assertGoesOn(Visitor visitor) {
        Answer answer = visitor.asksWhoAmI();
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.body().path("id").asText()).isEqualTo(visitor.account());
    }

    private static Answer expect(Answer answer, Integer... statuses) {
        assertThat(answer.status()).as(answer.text()).isIn((Object[]) statuses);
        return answer;
    }
}
