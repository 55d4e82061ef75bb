package cn.touzhi.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.Clause;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningCloud.class)
@Clause({"71", "73"})
@DisplayName("Clause 6.3, 6.5 (duties 71, 73): somebody who was erased")
class ErasureIT {
    private static final String BIRTH_DATE = "1931-08-27";

    private final World world;
    private final Privacy privacy;
    private final Deployer deployer;
    private final Queue sendingQueue;
    private final Table registrationTable;
    private final Secrets secrets = new Secrets();

    ErasureIT(World world, Privacy privacy, Deployer deployer, Queue sendingQueue, Table registrationTable) {
        this.world = world;
        this.privacy = privacy;
        this.deployer = deployer;
        this.sendingQueue = sendingQueue;
        this.registrationTable = registrationTable;
    }

    @BeforeEach
    void drain() {
        world.drain();
    }

    @AfterEach
    void heal() {
        world.heal();
    }

    @Test
    @DisplayName(
            "is nowhere but for an opaque id, though they used everything and a code was still to be sent, and stays"
                    + " so whatever comes late or twice")
    void nowhere() {
        Visitor phone = world.aVisitorWithPhone();
        Visitor email = world.aVisitorWithEmail();
        usesEverything(phone, email);
        String subject = phone.account();
        aLetterDies(subject);
        world.drain();
        // strangers may have three codes open
        world.advance(Duration.ofMinutes(11));
        world.fail("SendingFunction", "sns", "Publish", "throttle", 1_000);
        phone.onAnotherDevice().asksForCode();
        int messages = world.messages("sms", phone.address()).size();
        Residue residue = Residue.of(subject, world.stores());
        assertThat(kindsOf(residue))
                .contains("ACCOUNT", "IDENTITY", "SESSION", "ACCEPTANCE", "ACT", "EVENT", "NOTICE", "VERIFICATION")
                .contains(
                        "CONSENTS",
                        "STATE",
                        "ENTRY",
                        "POLICY",
                        "ENDED",
                        "GENERATION",
                        "MEMBER",
                        "REQUESTS",
                        "ATTACHMENT",
                        "IDENTITY",
                        "HOLDINGS",
                        "RESUME",
                        "VERSION");

        String order = privacy.ordersErasure(subject);
        awaitReport(subject, order);

        assertClean(residue, "item", "message", "dead-letter", "log");
        assertScannerFinds(residue);

        world.heal();
        privacy.says(order, subject);
        replayed();
        redriven();
        world.drain();
        assertThat(world.messages("sms", phone.address())).hasSize(messages);
        assertClean(residue, "item", "message", "dead-letter", "log");

        // counters end, which streams tell of for a day
        world.advance(Duration.ofHours(26));
        world.drain();
        world.advance(Duration.ofHours(46));
        world.drain();
        assertClean(residue, "item", "message", "dead-letter", "log", "stream-record");
        assertThat(left(residue, "item", "message", "dead-letter", "stream-record"))
                .as("after three days, beside the fence")
                .isEmpty();

        Visitor anew = world.aVisitorWithPhone(phone.address());
        anew.registers();
        assertThat(anew.account()).isNotEqualTo(subject);
        assertThat(anew.asksWhoAmI().body().path("id").asText()).isEqualTo(anew.account());
        assertThat(anew.listsSessions().body().path("sessions")).hasSize(1);
        assertThat(anew.listsIdentities().body().path("identities")).hasSize(1);
        assertThat(Residue.of(anew.account(), world.stores()).items())
                .noneMatch(line -> line.toString().contains(subject));
    }

    @Test
    @DisplayName("is not brought back by a refresh and a sign-in that were under way")
    void underWay() {
        Visitor visitor = world.aVisitorWithPhone().registers();
        Visitor elsewhere = visitor.onAnotherDevice().asksForCode().provesAddress();
        world.fail(List.of(Map.of(
                "function",
                "RegistrationFunction",
                "service",
                "dynamodb",
                "operation",
                "TransactWriteItems",
                "delayMillis",
                900,
                "times",
                2)));
        CompletableFuture<Answer> refresh =
                CompletableFuture.supplyAsync(() -> visitor.requestsRefresh(visitor.refreshToken()));
        CompletableFuture<Answer> signIn = CompletableFuture.supplyAsync(elsewhere::requestsSession);
        String order = privacy.ordersErasure(visitor.account());
        awaitReport(visitor.account(), order);

        assertThat(refresh.join().status()).isIn(200, 401);
        assertThat(signIn.join().status()).isIn(201, 410);
        world.drain();
        assertThat(world.keys())
                .filteredOn(key -> key.contains(visitor.account()))
                .containsExactlyInAnyOrder(
                        "RegistrationTable: FENCE#" + visitor.account() + "/FENCE",
                        "RegistrationTable: ACCOUNT#" + visitor.account() + "/ACCOUNT",
                        "SubjectKeysTable: registration#SUBJECT#" + visitor.account() + "/KEY#1",
                        "PrivacyTable: FENCE#" + visitor.account() + "/FENCE",
                        "JobsTable: FENCE#" + visitor.account() + "/FENCE",
                        "SubjectKeysTable: jobs#SUBJECT#" + visitor.account() + "/KEY#1",
                        "ApplicationsTable: FENCE#" + visitor.account() + "/FENCE",
                        "SubjectKeysTable: applications#SUBJECT#" + visitor.account() + "/KEY#1",
                        "ResumesTable: FENCE#" + visitor.account() + "/FENCE",
                        "SubjectKeysTable: resumes#SUBJECT#" + visitor.account() + "/KEY#1",
                        "SubjectKeysTable: privacy#SUBJECT#" + visitor.account() + "/KEY#1");
        assertThat(visitor.requestsRefresh(visitor.refreshToken()).status()).isEqualTo(401);
        assertThat(visitor.asksWhoAmI().status()).isEqualTo(401);
    }

    /** Two addresses, two devices, a removal, an act of staff, notices, and errors on the way. */
    private void usesEverything(Visitor phone, Visitor email) {
        phone.asksForCode();
        String code = phone.readsCode();
        phone.tries("%06d".formatted((Integer.parseInt(code) + 7) % 1_000_000));
        phone.provesAddress().remember(phone.requestsAccount(BIRTH_DATE), 201);
        phone.stepsUp();
        Answer added = phone.requestsIdentity(email.provesFor("identity"));
        assertThat(added.status()).as(added.text()).isEqualTo(201);
        Visitor second = phone.onAnotherDevice().signsIn();
        deployer.does(Deployer.act("reset-birth-date-tries", phone.account()));
        assertThat(second.signsOut(second.session()).status()).isEqualTo(204);
        phone.endsOtherSessions();
        assertThat(phone.gives("resume-health").status()).isEqualTo(200);
        Hiring hiring = new Hiring(world, deployer);
        String employer = hiring.registers(phone);
        hiring.isVerified(phone, employer, hiring.staff());
        Seeking seeking = new Seeking(world);
        String resume = seeking.disclosesAll(phone);
        assertThat(seeking.shows(phone, resume, "public").status()).isEqualTo(200);
        String application = seeking.applies(phone, resume, hiring.posts(phone, employer));
        hiring.asksToLook(phone, employer, application);
        assertThat(hiring.handles(phone, employer, application, Map.of("move", "shortlist"))
                        .status())
                .isEqualTo(200);
        assertThat(hiring.asksForIdentityNumber(phone, employer, application).status())
                .isEqualTo(200);
        seeking.givesIdentityNumber(phone, application);
        secrets.add(Seeking.IDENTITY_NUMBER);
        new Attaching(world).attaches(phone, "简历.pdf", Attaching.PDF, Attaching.pdf("a resume"));
        seeking.portrays(phone);
        assertThat(phone.withdraws("resume-health").status()).isEqualTo(200);
        List.of(phone.accessToken(), phone.refreshToken(), phone.proof(), phone.deviceSecret(), BIRTH_DATE)
                .forEach(secrets::add);
        secrets.addAddress(phone.address());
        secrets.addAddress(email.address());
    }

    /** A message about them that no function can make anything of. */
    private void aLetterDies(String subject) {
        sendingQueue.put("{\"specversion\":\"1.0\",\"id\":\"" + UUID.randomUUID()
                + "\",\"source\":\"cn.touzhi.registration\",\"type\":\"cn.touzhi.registration.NoticeRequested.v2\","
                + "\"subject\":\"" + subject + "\",\"time\":\"2026-11-23T12:00:00Z\",\"data\":{\"notice\":\"none\"}}");
        world.await(() -> assertThat(world.stores("dead-letter"))
                .anyMatch(line -> line.toString().contains(subject)));
    }

    private void awaitReport(String subject, String order) {
        world.await(() -> assertThat(world.stores("item"))
                .filteredOn(line -> line.path("key").asText().equals("FENCE#" + subject + "/FENCE"))
                .as("each room's answer")
                .hasSize(5)
                .allSatisfy(fence -> {
                    JsonNode event = fence.path("value").path("event");
                    assertThat(event.path("type").asText()).endsWith(".ErasureReported.v1");
                    assertThat(event.path("data").path("order").asText()).isEqualTo(order);
                }));
    }

    private void assertClean(Residue residue, String... kinds) {
        for (String kind : kinds) {
            List<JsonNode> stored = world.stores(kind);
            assertThat(residue.in(stored)).isEmpty();
            assertThat(stored.stream().flatMap(line -> secrets.in(line).stream()))
                    .isEmpty();
        }
    }

    /** All that still names them. */
    private List<String> left(Residue residue, String... kinds) {
        List<String> left = new ArrayList<>();
        for (String kind : kinds) {
            world.stores(kind).stream()
                    .map(line -> line.path("key").asText())
                    .filter(key -> key.startsWith("ADDRESS#")
                            && residue.items().stream()
                                    .anyMatch(
                                            item -> key.equals(item.path("key").asText())))
                    .forEach(left::add);
        }
        return left;
    }

    /** As if a part of the eraser had not worked: each kind of item of theirs, put back alone, is found. */
    private void assertScannerFinds(Residue residue) {
        Set<String> seen = new HashSet<>();
        for (JsonNode line : residue.items()) {
            String key = line.path("key").asText();
            String kind = key.replaceAll("[A-Za-z0-9_-]{16,}", "");
            if (key.startsWith("ADDRESS#") || !seen.add(kind)) {
                continue;
            }
            Table table = registrationTable.beside(line.path("store").asText());
            var before = table.replace(line.path("value"));
            assertThat(residue.in(world.stores("item")))
                    .as("what the scanner finds of " + kind)
                    .anyMatch(found -> found.contains(key));
            table.restore(line.path("value"), before);
        }
        assertThat(seen).hasSizeGreaterThanOrEqualTo(10);
        assertThat(residue.in(world.stores("item"))).isEmpty();
    }

    private void replayed() {
        for (String table :
                List.of("RegistrationTable", "PrivacyTable", "JobsTable", "ResumesTable", "ApplicationsTable")) {
            assertThat(world.http()
                            .post("/_local/replay", Map.of("table", table), Map.of())
                            .status())
                    .isEqualTo(200);
        }
    }

    private void redriven() {
        Answer answer = world.http().post("/_local/redrive", Map.of("queue", "SendingQueue"), Map.of());
        assertThat(answer.body().path("moved").asInt()).isPositive();
        world.await(() -> assertThat(world.stores("dead-letter")).isNotEmpty());
    }

    private static Set<String> kindsOf(Residue residue) {
        Set<String> kinds = new HashSet<>();
        residue.items().forEach(line -> {
            for (String part : line.path("key").asText().split("[#/]")) {
                if (part.matches("[A-Z]+")) {
                    kinds.add(part);
                }
            }
        });
        return kinds;
    }
}
