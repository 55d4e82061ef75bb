package cn.touzhi.registration.erasure;

import static cn.touzhi.kernel.dynamo.Attributes.seconds;
import static cn.touzhi.kernel.dynamo.Attributes.text;
import static cn.touzhi.kernel.dynamo.Attributes.textOf;
import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.Clause;
import cn.touzhi.kernel.Invocation;
import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.data.DataInventory;
import cn.touzhi.kernel.erasure.ErasureOrderId;
import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.event.EventJson;
import cn.touzhi.registration.RegistrationTable;
import cn.touzhi.registration.account.Owner;
import cn.touzhi.registration.account.Registered;
import cn.touzhi.registration.session.AccountState;
import cn.touzhi.registration.session.FaultyDynamo;
import cn.touzhi.registration.session.SignIn;
import cn.touzhi.registration.session.World;
import cn.touzhi.registration.staff.StaffDesk;
import cn.touzhi.registration.verification.Channel;
import cn.touzhi.registration.verification.Purpose;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@DisplayName("Clause 5.1.1, 6.3, 6.5 (duties 56, 71, 73): whoever is to be erased")
class ErasureTest {
    /** Items by which they are found again and which say nothing of them. */
    private static final List<String> MAY_STAY =
            List.of("FENCE#", "ACCOUNT#", "ADDRESS#", "registration#DAY#", "registration#SUBJECT#");

    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(World.TABLE, World.KEYS);

    private final SecureRandom random = new SecureRandom();
    private World world;
    private Eraser eraser;
    private Owner owner;

    /** Someone with all kinds of items: two addresses and one removed, sessions, notices, events, an act of staff. */
    @BeforeEach
    void someone() {
        world = new World(dynamo);
        eraser = new Eraser(dynamo, world);
        owner = Owner.withPhoneAndEmail(world);
        owner.stepsUp(Channel.EMAIL, Owner.EMAIL).loses(Channel.SMS, Owner.PHONE);
        owner.signsIn(Channel.EMAIL, Owner.EMAIL);
        new StaffDesk(dynamo, world).freezes(owner.subject());
        world.aProof(Channel.EMAIL, Owner.EMAIL, Purpose.ENTER);
        countVerifications();
    }

    @Test
    @Clause({"56", "71", "73"})
    @DisplayName("leaves an opaque id, that they are erased, and counters of addresses until these end")
    void nothingLeft() {
        Map<String, Integer> before = kindsOf(owner.subject());
        assertThat(before)
                .containsKeys("Session", "Acceptance", "StaffAct", "SubjectEvent", "AccountAddress", "Notice");
        int verifications = World.itemsOf(dynamo, "VERIFICATION#").size();

        Event order = eraser.ordered(owner.subject());
        assertThat(eraser.hears(order)).isTrue();

        assertNothingLeft(owner.subject());
        world.clock().advance(Duration.ofMinutes(5));
        assertThat(world.subjectKeys().of(owner.subject()))
                .as("a warm function has forgotten the key")
                .isEmpty();
        Event report = eraser.report(owner.subject());
        assertThat(report.data()).containsEntry("order", order.data().get("order"));
        JsonNode erased = json(report.data().get("erased"));
        before.forEach(
                (kind, count) -> assertThat(erased.path(kind).asInt()).as(kind).isEqualTo(count));
        assertThat(erased.path("Verification").asInt()).isEqualTo(verifications);
        JsonNode kept = json(report.data().get("kept"));
        assertThat(kept).hasSize(1);
        assertThat(kept.get(0).path("kind").asText()).isEqualTo("AddressSendsItem");
        assertThat(kept.get(0).path("basis").asText()).isEqualTo("5.2");
        assertThat(kept.get(0).path("until").asText())
                .isEqualTo(world.clock()
                        .instant()
                        .plus(Duration.ofHours(25))
                        .minus(Duration.ofMinutes(5))
                        .toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ACCOUNT",
                "SESSION#",
                "ACCEPTANCE#",
                "ACT#",
                "EVENT#",
                "IDENTITY#",
                "IDENTITY",
                "VERIFICATION",
                "NOTICE#",
                "KEY#"
            })
    @DisplayName("would be found here if a part of the eraser did nothing")
    void partsMatter(String sortKey) {
        boolean reported = eraser.hears(
                EventJson.write(eraser.ordered(owner.subject())),
                new IdleDynamo(dynamo.client(), sortKey).client(),
                Invocation.withMillisLeft(25_000, 25_000, 25_000, 25_000, 25_000, 7_000));

        assertThat(reported && foundNothing()).isFalse();
    }

    private boolean foundNothing() {
        try {
            assertNothingLeft(owner.subject());
            return true;
        } catch (AssertionError found) {
            return false;
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ACTIVE", "FROZEN", "STRANDED"})
    @DisplayName("is erased in whatever state their account is")
    void states(AccountState state) {
        dynamo.client().updateItem(update -> update.tableName(World.TABLE)
                .key(RegistrationTable.accountKey(owner.subject()))
                .updateExpression(
                        state == AccountState.STRANDED
                                ? "SET #state = :state, strandedAt = :now"
                                : "SET #state = :state")
                .expressionAttributeNames(Map.of("#state", "state"))
                .expressionAttributeValues(
                        state == AccountState.STRANDED
                                ? Map.of(
                                        ":state", text(state.text()),
                                        ":now", seconds(world.clock().instant()))
                                : Map.of(":state", text(state.text()))));

        assertThat(eraser.hears(eraser.ordered(owner.subject()))).isTrue();

        assertNothingLeft(owner.subject());
    }

    @ParameterizedTest(name = "the effect there: {0}")
    @ValueSource(booleans = {false, true})
    @DisplayName("is erased by the next try whichever call of the one before was its last, and counted once")
    void dies(boolean effect) {
        boolean failed = true;
        int call = 0;
        for (; failed; call++) {
            someone();
            Map<String, Integer> before = kindsOf(owner.subject());
            FaultyDynamo faulty = new FaultyDynamo(dynamo.client());
            faulty.failAfter(call, effect);
            Event order = eraser.ordered(owner.subject());
            boolean done = eraser.hears(order, faulty.client());
            failed = faulty.heal();
            assertThat(done).as("call " + call).isEqualTo(!failed);

            assertThat(eraser.hears(order)).isTrue();

            assertNothingLeft(owner.subject());
            JsonNode erased = json(eraser.report(owner.subject()).data().get("erased"));
            before.forEach((kind, count) ->
                    assertThat(erased.path(kind).asInt()).as(kind).isEqualTo(count));
        }
        assertThat(call).isGreaterThan(8);
    }

    @Test
    @DisplayName("is erased page by page, and goes on where the time was over")
    void pages() {
        IntStream.range(0, 250)
                .forEach(index -> put(Map.of(
                        "pk", text("ACCOUNT#" + owner.subject().value()),
                        "sk", text("SESSION#%022d".formatted(index)))));
        int before = kindsOf(owner.subject()).get("Session");
        Event order = eraser.ordered(owner.subject());
        String message = EventJson.write(order);

        // the queue asks twice, then each page
        assertThat(eraser.hears(message, dynamo.client(), Invocation.withMillisLeft(25_000, 25_000, 25_000, 7_000)))
                .isFalse();
        assertThat(eraser.fence(owner.subject())).doesNotContainKey("finishedAt");
        assertThat(eraser.fence(owner.subject()).get("pages").n()).isEqualTo("1");
        assertThat(eraser.hears(order)).isTrue();

        assertNothingLeft(owner.subject());
        assertThat(json(eraser.report(owner.subject()).data().get("erased"))
                        .path("Session")
                        .asInt())
                .isEqualTo(before);
        assertThat(Integer.parseInt(eraser.fence(owner.subject()).get("pages").n()))
                .isGreaterThan(3);
    }

    @Test
    @DisplayName("is erased once by many at a time")
    void manyAtATime() throws Exception {
        IntStream.range(0, 150)
                .forEach(index -> put(Map.of(
                        "pk", text("ACCOUNT#" + owner.subject().value()),
                        "sk", text("SESSION#%022d".formatted(index)))));
        Map<String, Integer> before = kindsOf(owner.subject());
        Event order = eraser.ordered(owner.subject());
        List<Callable<Boolean>> tries = new ArrayList<>();
        IntStream.range(0, 4).forEach(_ -> tries.add(() -> new Eraser(dynamo, world).hears(order)));
        try (var threads = Executors.newFixedThreadPool(tries.size())) {
            threads.invokeAll(tries);
        }

        // those who were overtaken too often come again
        assertThat(eraser.hears(order)).isTrue();

        assertNothingLeft(owner.subject());
        JsonNode erased = json(eraser.report(owner.subject()).data().get("erased"));
        before.forEach(
                (kind, count) -> assertThat(erased.path(kind).asInt()).as(kind).isEqualTo(count));
    }

    @Test
    @DisplayName("is reported once for each time that it is asked, always the same, also after a later order")
    void reported() {
        ErasureOrderId first = ErasureOrderId.random(random);
        Event asked = eraser.ordered(first, owner.subject());
        eraser.hears(asked);
        Event report = eraser.report(owner.subject());

        eraser.hears(asked);
        assertThat(eraser.report(owner.subject())).as("the same message twice").isEqualTo(report);

        world.clock().advance(Duration.ofHours(1));
        eraser.hears(eraser.ordered(first, owner.subject()));
        assertThat(eraser.report(owner.subject()).id()).isNotEqualTo(report.id());
        assertThat(eraser.report(owner.subject()).data()).isEqualTo(report.data());

        eraser.hears(eraser.ordered(owner.subject()));
        assertThat(json(eraser.report(owner.subject()).data().get("erased"))).isEmpty();

        eraser.hears(eraser.ordered(first, owner.subject()));
        assertThat(eraser.report(owner.subject()).data()).isEqualTo(report.data());
        assertNothingLeft(owner.subject());
    }

    @Test
    @DisplayName("by an order that comes while another isn't carried out is erased by both")
    void orderInBetween() {
        Event first = eraser.ordered(owner.subject());
        eraser.hears(EventJson.write(first), dynamo.client(), Invocation.withMillisLeft(25_000, 25_000, 7_000));
        assertThat(eraser.fence(owner.subject())).doesNotContainKey("finishedAt");

        Event second = eraser.ordered(owner.subject());
        assertThat(eraser.hears(second)).isTrue();
        assertThat(eraser.report(owner.subject()).data())
                .containsEntry("order", second.data().get("order"));

        assertThat(eraser.hears(first)).isTrue();
        Event report = eraser.report(owner.subject());
        assertThat(report.data()).containsEntry("order", first.data().get("order"));
        assertThat(json(report.data().get("erased")).path("Account").asInt()).isEqualTo(1);
        assertNothingLeft(owner.subject());
    }

    @Test
    @DisplayName("and was never here gets a fence and a report all the same")
    void unknown() {
        SubjectId nobody = SubjectId.random(random);

        assertThat(eraser.hears(eraser.ordered(nobody))).isTrue();

        assertThat(json(eraser.report(nobody).data().get("erased"))).isEmpty();
        assertThat(world.accountNow(nobody)).isEmpty();
    }

    @Test
    @DisplayName("takes no address along that is somebody else's by now")
    void othersAddress() {
        put(Map.of(
                "pk", text("IDENTITY#" + World.digestOf(Channel.SMS, Owner.PHONE)),
                "sk", text("IDENTITY"),
                "subject", text("Z".repeat(22))));

        eraser.hears(eraser.ordered(owner.subject()));

        assertThat(World.itemsOf(dynamo, "IDENTITY#"))
                .singleElement()
                .satisfies(guard -> assertThat(textOf(guard, "subject")).isEqualTo("Z".repeat(22)));
    }

    @Test
    @Clause("73")
    @DisplayName("can't sign in, refresh or add anything from the fence on, and their phone registers anew")
    void late() {
        Owner other = Owner.withPhone(world = new World(dynamo));
        eraser = new Eraser(dynamo, world);
        eraser.hears(
                EventJson.write(eraser.ordered(other.subject())),
                dynamo.client(),
                Invocation.withMillisLeft(25_000, 25_000, 7_000));

        assertThat(world.goesOn(other.session())).isFalse();
        assertThat(other.signsIn(Channel.SMS, Owner.PHONE)).isNotInstanceOf(SignIn.SignedIn.class);
        assertThat(world.endsOthers(other.session())).doesNotContain("Ended[");
        assertThat(other.triesToAdd(Channel.EMAIL, Owner.EMAIL)).startsWith("SessionOver");

        countVerifications();
        eraser.hears(eraser.ordered(other.subject()));
        Registered anew = other.registers(Channel.SMS, Owner.PHONE, false);
        assertThat(anew).isInstanceOf(Registered.NewAccount.class);
        assertThat(((Registered.NewAccount) anew).session().subject()).isNotEqualTo(other.subject());
        assertNothingOf(other.subject());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"order\":\"short\"}", "{\"order\":\"FENCE#AAAAAAAAAAAAAAAA\"}"})
    @DisplayName(
            "must be named, and the order too: else the message stays for the dead letters, and nothing is written")
    void malformed(String data) {
        var before = dynamo.items(World.TABLE);

        for (String subject : List.of(owner.subject().value(), "ACCOUNT#x", "")) {
            assertThat(eraser.hears(
                            "{\"specversion\":\"1.0\",\"id\":\"one\",\"source\":\"cn.touzhi.privacy\","
                                    + "\"type\":\"cn.touzhi.privacy.ErasureOrdered.v1\",\"subject\":\"" + subject
                                    + "\",\"time\":\"2026-11-23T12:00:00Z\",\"data\":" + data + "}",
                            dynamo.client(),
                            Invocation.unhurried()))
                    .isFalse();
        }
        assertThat(dynamo.items(World.TABLE)).containsExactlyInAnyOrderElementsOf(before);
    }

    @Test
    @DisplayName("is found in every kind of item that lies under an account")
    void everyKind() {
        Set<String> known = Stream.concat(
                        AccountData.KINDS.keySet().stream(), Stream.of(RegistrationTable.identityPrefix(), "ACCOUNT"))
                .collect(Collectors.toSet());

        List<JsonNode> under = DataInventory.of("registration", RegistrationTable.class).toJson().stream()
                .map(ErasureTest::json)
                .filter(type -> type.path("key").asText().startsWith("ACCOUNT#{subject} / "))
                .toList();

        assertThat(under).hasSizeGreaterThan(5).allSatisfy(type -> assertThat(known)
                .contains(type.path("key").asText().split(" / ")[1].replaceAll("\\{.*", "")));
    }

    private void assertNothingLeft(SubjectId subject) {
        assertNothingOf(subject);
        assertThat(dynamo.items(World.TABLE).stream().map(item -> textOf(item, "pk")))
                .allMatch(key -> MAY_STAY.stream().anyMatch(key::startsWith));
        assertThat(eraser.log()).noneMatch(line -> line.contains(Owner.EMAIL) || line.contains(Owner.PHONE));
    }

    /** But for the fence, and an account that says nothing but that it is erased. */
    private void assertNothingOf(SubjectId subject) {
        assertThat(dynamo.items(World.TABLE).stream()
                        .filter(item -> item.toString().contains(subject.value()))
                        .filter(item -> !textOf(item, "pk").startsWith("FENCE#")))
                .allSatisfy(
                        item -> assertThat(item.keySet()).containsExactlyInAnyOrder("pk", "sk", "state", "generation"));
        assertThat(dynamo.items(World.KEYS).stream()
                        .filter(item -> textOf(item, "pk").endsWith(subject.value())))
                .singleElement()
                .satisfies(key -> assertThat(key).containsKey("destroyedAt").doesNotContainKey("wrapped"));
    }

    /** As it was counted for each address when codes were asked for. */
    private void countVerifications() {
        World.itemsOf(dynamo, "VERIFICATION#").stream()
                .collect(Collectors.groupingBy(item -> textOf(item, "addressDigest")))
                .forEach((digest, verifications) -> {
                    Map<String, AttributeValue> counter = new HashMap<>(RegistrationTable.sendsKey(digest));
                    List<String> tags = new ArrayList<>(List.of("gone", "gone#2"));
                    verifications.forEach(item -> tags.add(textOf(item, "pk").replaceFirst("VERIFICATION#", "")));
                    counter.put("verifications", AttributeValue.fromSs(tags));
                    counter.put("expiresAt", seconds(world.clock().instant().plus(Duration.ofHours(25))));
                    put(counter);
                });
    }

    private void put(Map<String, AttributeValue> item) {
        dynamo.client().putItem(put -> put.tableName(World.TABLE).item(item));
    }

    /** What there is of {@code subject}, by kind, counted anew. */
    private static Map<String, Integer> kindsOf(SubjectId subject) {
        Map<String, Integer> kinds = new TreeMap<>();
        for (Map<String, AttributeValue> item : dynamo.items(World.TABLE)) {
            if (textOf(item, "pk").equals("NOTICE#" + subject.value())) {
                kinds.merge("Notice", 1, Integer::sum);
            } else if (textOf(item, "pk").equals("ACCOUNT#" + subject.value())) {
                String prefix = textOf(item, "sk").replaceAll("#.*", "#");
                kinds.merge(
                        AccountData.KINDS.getOrDefault(prefix, prefix.equals("ACCOUNT") ? "Account" : "AccountAddress"),
                        1,
                        Integer::sum);
            } else if (textOf(item, "pk").startsWith("IDENTITY#")
                    && textOf(item, "subject").equals(subject.value())) {
                kinds.merge("Identity", 1, Integer::sum);
            }
        }
        return kinds;
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (com.fasterxml.jackson.core.JsonProcessingException malformed) {
            throw new AssertionError(malformed);
        }
    }
}
