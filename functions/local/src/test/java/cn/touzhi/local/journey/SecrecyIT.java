package cn.touzhi.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.Clause;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The last of all, so that it looks at what the whole run has left. */
@ExtendWith(RunningCloud.class)
@Order(Integer.MAX_VALUE)
@Clause("60")
@DisplayName("Clause 5.2 (duty 60): no store and no log")
class SecrecyIT {
    private final World world;
    private final Table registrationTable;
    private final Deployer deployer;
    private final Privacy privacy;

    SecrecyIT(World world, Table registrationTable, Deployer deployer, Privacy privacy) {
        this.world = world;
        this.privacy = privacy;
        this.registrationTable = registrationTable;
        this.deployer = deployer;
    }

    @AfterEach
    void heal() {
        world.heal();
    }

    @Test
    @DisplayName("holds a phone number, an address, a code, a token or a birth date in any readable form (R35)")
    void nothingReadable() {
        Secrets secrets = new Secrets();
        for (Visitor visitor : List.of(world.aVisitorWithPhone(), world.aVisitorWithEmail())) {
            // used, failed and refused alike: errors are where values leak
            String code = visitor.asksForCode().readsCode();
            visitor.tries("%06d".formatted((Integer.parseInt(code) + 7) % 1_000_000));
            visitor.provesAddress();
            visitor.requestsAccount("1889-02-31");
            visitor.remember(visitor.requestsAccount("1990-05-17"), 201);
            Stream.of(visitor.accessToken(), visitor.refreshToken(), visitor.proof(), visitor.deviceSecret())
                    .forEach(secrets::add);
            secrets.add(visitor.refreshes().refreshToken());
        }
        Stream.of("1889-02-31", "1990-05-17").forEach(secrets::add);
        world.http()
                .post(
                        "/v1/verifications",
                        Map.of("channel", "sms", "address", BadInputIT.NUMBER + ";ext=5"),
                        Map.of("idempotency-key", "0123456789abcdef"));
        secrets.addAddress(BadInputIT.NUMBER);

        List<JsonNode> underWay = storedWhileSendingFails();
        world.drain();
        List<JsonNode> atRest = stored();
        // whatever was sent in this run, by whichever test
        List<JsonNode> messages = world.messages();
        messages.forEach(message -> {
            secrets.addAddress(message.path("to").asText());
            Visitor.codesIn(message).forEach(secrets::addCode);
        });

        assertThat(messages).hasSizeGreaterThanOrEqualTo(3);
        assertThat(underWay).extracting(SecrecyIT::kind).contains("item", "log", "message", "stream-record");
        assertThat(Stream.of(underWay, atRest)
                        .flatMap(List::stream)
                        .distinct()
                        .flatMap(line -> secrets.in(line).map(secret -> secret + " in " + line).stream()))
                .isEmpty();
    }

    @Test
    @DisplayName("holds an attribute that the inventory doesn't declare, or in clear one that it declares sealed")
    void asInventoried() {
        Visitor visitor = world.aVisitorWithPhone().registers();
        world.await(() -> {
            // the authorizer doesn't wait for an issuer that is only just starting
            Answer out = visitor.signsOut(visitor.session());
            return assertThat(out.status()).as(out.text()).isEqualTo(204);
        });
        registrationTable.strand(visitor.account(), world.now());
        world.aVisitorWithEmail().registers().signsIn();
        Visitor consenting = world.aVisitorWithPhone().registers();
        assertThat(consenting.gives("resume-health").status()).isEqualTo(200);
        consenting.endsOtherSessions();
        Seeking seeking = new Seeking(world);
        String resume = seeking.disclosesAll(consenting);
        Hiring.expect(200, seeking.shows(consenting, resume, "public"));
        Hiring hiring = new Hiring(world, deployer);
        String employer = hiring.registers(consenting);
        hiring.isVerified(consenting, employer, hiring.staff());
        String invited = seeking.applies(consenting, resume, hiring.posts(consenting, employer), "health");
        Hiring.expect(200, hiring.handles(consenting, employer, invited, Map.of("move", "shortlist")));
        Hiring.expect(200, hiring.asksForIdentityNumber(consenting, employer, invited));
        seeking.givesIdentityNumber(consenting, invited);
        new Attaching(world).attaches(consenting, "简历.pdf", Attaching.PDF, Attaching.pdf("a resume"));
        seeking.portrays(consenting);
        Hiring.expect(
                200,
                hiring.proposes(
                        consenting,
                        employer,
                        invited,
                        world.now().plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.SECONDS)));
        world.await(() -> Hiring.expect(200, hiring.searches(consenting, employer, Map.of("category", "0101"))));
        // one that waits for an answer is due some day
        seeking.applies(consenting, resume, hiring.posts(consenting, employer));
        Visitor erased = world.aVisitorWithEmail().registers();
        String theirs =
                seeking.applies(erased, seeking.begins(erased, Seeking.resume()), hiring.posts(consenting, employer));
        Hiring.expect(200, hiring.handles(consenting, employer, theirs, Map.of("move", "shortlist")));
        privacy.ordersErasure(erased.account());
        hiring.takesIn(consenting, employer, world.aVisitorWithPhone().registers());
        Visitor email = world.aVisitorWithEmail();
        Visitor phone = world.aVisitorWithPhone().registers().stepsUp();
        Answer added = phone.requestsIdentity(email.provesFor("identity"));
        assertThat(added.status()).as(added.text()).isEqualTo(201);
        deployer.does(Deployer.act("reset-birth-date-tries", phone.account()));
        // while its sending is put off, a code is kept, and so is the address of a notice
        world.fail("SendingFunction", "sns", "Publish", "throttle", 1_000);
        email.signsIn();
        Visitor guessing = world.aVisitorWithPhone().asksForCode();
        guessing.tries("000000");
        Answer solved = world.aVisitorWithPhone()
                .requestsCodeWithChallenge(UUID.randomUUID().toString());
        assertThat(solved.status()).as(solved.text()).isEqualTo(202);

        Inventory inventory = Inventory.ofProject();
        Set<String> expected = new HashSet<>(inventory.names());
        // takes dozens of messages, and holds nothing but its end
        expected.remove("Breaker");
        List<JsonNode> items = world.await(() -> {
            List<JsonNode> stored =
                    stored().stream().filter(line -> kind(line).equals("item")).toList();
            assertThat(inventory.namesIn(stored)).isEqualTo(expected);
            return stored;
        });

        assertThat(inventory.gaps(items)).isEmpty();
    }

    /** A queue is empty before anybody can look into it, unless what it feeds fails. */
    private List<JsonNode> storedWhileSendingFails() {
        world.fail("SendingFunction", "sns", "Publish", "throttle", 1_000);
        Visitor waiting = world.aVisitorWithPhone().asksForCode();
        List<JsonNode> lines = world.await(() -> {
            List<JsonNode> now = stored();
            assertThat(now).extracting(SecrecyIT::kind).contains("message");
            return now;
        });
        world.heal();
        waiting.readsCode();
        return lines;
    }

    private List<JsonNode> stored() {
        return world.stores().stream()
                .filter(line -> !kind(line).equals("outbox"))
                .toList();
    }

    private static String kind(JsonNode line) {
        return line.path("kind").asText();
    }
}
