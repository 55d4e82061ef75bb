package cn.touzhi.registration.lapse;

import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.seconds;
import static cn.touzhi.kernel.dynamo.Attributes.text;
import static cn.touzhi.kernel.dynamo.Attributes.textOf;
import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.Clause;
import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.dynamo.Transactions;
import cn.touzhi.kernel.event.EventAttribute;
import cn.touzhi.kernel.log.OperationLog;
import cn.touzhi.registration.RegistrationEvents;
import cn.touzhi.registration.RegistrationTable;
import cn.touzhi.registration.erasure.ClosingAccounts;
import cn.touzhi.registration.erasure.Eraser;
import cn.touzhi.registration.session.AccountStanding;
import cn.touzhi.registration.session.AccountState;
import cn.touzhi.registration.session.Device;
import cn.touzhi.registration.session.FaultyDynamo;
import cn.touzhi.registration.session.Session;
import cn.touzhi.registration.session.World;
import cn.touzhi.registration.verification.Channel;
import cn.touzhi.registration.verification.Purpose;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@Clause("58")
@DisplayName("Clause 5.1.3 (duty 58): an account that lost its last address")
class LapsesTest {
    private static final Duration TERM = Duration.ofDays(30);

    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(World.TABLE, World.KEYS);

    private final List<String> log = new CopyOnWriteArrayList<>();
    private World world;
    private SubjectId subject;
    private Device device;

    @BeforeEach
    void someoneIsStranded() {
        log.clear();
        world = new World(dynamo);
        device = world.aDevice();
        Session session = world.aSession(device);
        subject = session.subject();
        strand();
    }

    @Test
    @DisplayName("is erased after 30 days and not a second before; nothing of it is left but that it was")
    void erased() {
        // after 20 minutes at most nothing of a verification is left
        World.itemsOf(dynamo, "VERIFICATION#")
                .forEach(item -> dynamo.client().deleteItem(delete -> delete.tableName(World.TABLE)
                        .key(Map.of("pk", item.get("pk"), "sk", item.get("sk")))));
        Set<String> theirs = valuesOf(subject);
        assertThat(theirs).hasSizeGreaterThan(7);

        world.clock().advance(TERM.minusSeconds(1));
        assertThat(run(dynamo.client())).isTrue();
        assertThat(standing().state()).isEqualTo(AccountState.STRANDED);
        world.clock().advance(Duration.ofSeconds(1));
        assertThat(run(dynamo.client())).isTrue();

        assertErased();
        assertThat(account().keySet()).containsExactlyInAnyOrder("pk", "sk", "state", "generation");
        assertThat(account().get("generation").n()).isEqualTo("2");
        String left = dynamo.items(World.TABLE).toString() + dynamo.items(World.KEYS);
        assertThat(theirs).noneMatch(left::contains);
        assertThat(world.subjectKeys().of(subject)).isEmpty();
        assertThat(log).anyMatch(line -> line.contains("account-lapsed"));
    }

    @Test
    @DisplayName("is erased once, also where runs were missed for ten days")
    void late() {
        world.clock().advance(TERM.plusDays(10));
        run(dynamo.client());
        new Eraser(dynamo, world).hearsWhatLapsed();
        var after = dynamo.items(World.TABLE);

        run(dynamo.client());

        assertErased();
        assertThat(dynamo.items(World.TABLE)).containsExactlyInAnyOrderElementsOf(after);
    }

    @ParameterizedTest(name = "the effect there: {0}")
    @ValueSource(booleans = {false, true})
    @DisplayName("is erased by the next run, whichever call of the one before was its last")
    void dies(boolean effect) {
        boolean failed = true;
        // before there are the queries for the days that are looked back
        int call = Lapses.CATCH_UP_DAYS;
        for (; failed; call++) {
            someoneIsStranded();
            world.clock().advance(TERM);
            FaultyDynamo faulty = new FaultyDynamo(dynamo.client());
            faulty.failAfter(call, effect);
            try {
                run(faulty.client());
            } catch (RuntimeException announced) {
                // the run ends there
            }
            failed = faulty.heal();
            run(dynamo.client());

            assertErased();
        }
        assertThat(call).isGreaterThan(Lapses.CATCH_UP_DAYS + 2);
    }

    @ParameterizedTest
    @EnumSource(names = {"ACTIVE", "FROZEN"})
    @DisplayName("and got one again is left alone, and looked at no more,")
    void found(AccountState state) {
        set(state);
        var before = itemsBeside("LAPSES#");
        world.clock().advance(TERM);

        run(dynamo.client());

        assertThat(World.itemsOf(dynamo, "LAPSES#")).isEmpty();
        assertThat(itemsBeside("LAPSES#")).containsExactlyInAnyOrderElementsOf(before);
    }

    @Test
    @DisplayName("again, later, has 30 days from then")
    void strandedAnew() {
        world.clock().advance(Duration.ofDays(20));
        strand();
        world.clock().advance(Duration.ofDays(10));
        run(dynamo.client());
        assertThat(standing().state()).isEqualTo(AccountState.STRANDED);
        assertThat(World.itemsOf(dynamo, "LAPSES#")).hasSize(1);

        world.clock().advance(Duration.ofDays(20));
        run(dynamo.client());

        assertErased();
    }

    @Test
    @DisplayName("is not forgotten where the term was made longer meanwhile")
    void longerTerm() {
        world.clock().advance(TERM);
        lapses(dynamo.client(), TERM.multipliedBy(2)).run(() -> true);
        assertThat(standing().state()).isEqualTo(AccountState.STRANDED);

        world.clock().advance(TERM);
        lapses(dynamo.client(), TERM.multipliedBy(2)).run(() -> true);

        assertErased();
    }

    @Test
    @DisplayName("does not take an address along that is somebody else's by now")
    void othersAddress() {
        String guard = textOf(
                World.itemsOf(dynamo, "IDENTITY#").stream()
                        .filter(item -> textOf(item, "pk").startsWith("IDENTITY#"))
                        .findFirst()
                        .orElseThrow(),
                "pk");
        dynamo.client().updateItem(update -> update.tableName(World.TABLE)
                .key(Map.of("pk", text(guard), "sk", text("IDENTITY")))
                .updateExpression("SET subject = :other")
                .expressionAttributeValues(Map.of(":other", text("Z".repeat(22)))));
        world.clock().advance(TERM);

        run(dynamo.client());
        new Eraser(dynamo, world).hearsWhatLapsed();

        assertThat(World.itemsOf(dynamo, guard)).hasSize(1);
        assertThat(World.itemsOf(dynamo, "ACCOUNT#" + subject.value())).hasSize(2);
    }

    @Test
    @DisplayName("can't be signed in to, refreshed or seen once it is erased, and its address is free")
    void afterwards() {
        world.clock().advance(TERM);
        run(dynamo.client());
        new Eraser(dynamo, world).hearsWhatLapsed();

        assertThat(AccountStanding.of(account()).active()).isFalse();
        var again = world.accounts()
                .register(world.aRegistration(world.aProof(Channel.SMS, World.PHONE, Purpose.ENTER), device));

        assertThat(again).isInstanceOf(cn.touzhi.registration.account.Registered.NewAccount.class);
    }

    @Test
    @DisplayName(
            "waits for the next run where this one has no time, and keeps no other from being erased by its faults")
    void oneByOne() {
        Instant dueAt = world.clock().instant().plus(TERM);
        SubjectId broken = new SubjectId("0".repeat(22));
        Map<String, AttributeValue> account = new HashMap<>(RegistrationTable.accountKey(broken));
        account.put(RegistrationTable.STATE, text("no such state"));
        dynamo.client().putItem(put -> put.tableName(World.TABLE).item(account));
        dynamo.client().putItem(put -> put.tableName(World.TABLE).item(new Lapse(broken, dueAt).toItem()));
        world.clock().advance(TERM);

        assertThat(lapses(dynamo.client(), TERM).run(() -> false)).isTrue();
        assertThat(standing().state()).isEqualTo(AccountState.STRANDED);
        assertThat(run(dynamo.client())).isFalse();

        assertThat(standing().state()).isEqualTo(AccountState.ERASED);
        assertThat(World.itemsOf(dynamo, "LAPSES#")).hasSize(1);
        assertThat(log).anyMatch(line -> line.contains("lapse-failed"));
    }

    /** Closed by the run, and erased once that is heard. */
    private void assertErased() {
        assertThat(standing().state()).isEqualTo(AccountState.ERASED);
        new Eraser(dynamo, world).hearsWhatLapsed();
        assertThat(World.itemsOf(dynamo, "LAPSES#")).isEmpty();
        assertThat(World.itemsOf(dynamo, "IDENTITY#")).isEmpty();
        List<Map<String, AttributeValue>> left = World.itemsOf(dynamo, "ACCOUNT#" + subject.value());
        assertThat(left).hasSize(2);
        assertThat(left.stream().flatMap(item -> EventAttribute.read(item).stream()))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.type()).isEqualTo(RegistrationEvents.ACCOUNT_LAPSED);
                    assertThat(event.subject()).contains(subject.value());
                });
        assertThat(dynamo.items(World.KEYS).stream()
                        .filter(item -> textOf(item, "pk").endsWith(subject.value())))
                .singleElement()
                .satisfies(key -> assertThat(key).containsKey("destroyedAt").doesNotContainKey("wrapped"));
    }

    private boolean run(DynamoDbClient client) {
        return lapses(client, TERM).run(() -> true);
    }

    private Lapses lapses(DynamoDbClient client, Duration term) {
        SecureRandom random = new SecureRandom();
        return new Lapses(
                client,
                World.TABLE,
                new Transactions(client, random),
                new ClosingAccounts(client, World.TABLE, term),
                term,
                world.clock(),
                random,
                new OperationLog("keys", world.clock(), log::add));
    }

    /** As the one who detaches its last address leaves it. */
    private void strand() {
        Instant now = world.clock().instant();
        dynamo.client().updateItem(update -> update.tableName(World.TABLE)
                .key(RegistrationTable.accountKey(subject))
                .updateExpression("SET #state = :stranded, #strandedAt = :now, #identities = :none")
                .expressionAttributeNames(Map.of(
                        "#state", RegistrationTable.STATE,
                        "#strandedAt", RegistrationTable.STRANDED_AT,
                        "#identities", RegistrationTable.IDENTITIES))
                .expressionAttributeValues(
                        Map.of(":stranded", text("stranded"), ":now", seconds(now), ":none", number(0))));
        dynamo.client().putItem(put -> put.tableName(World.TABLE).item(new Lapse(subject, now.plus(TERM)).toItem()));
    }

    private void set(AccountState state) {
        dynamo.client().updateItem(update -> update.tableName(World.TABLE)
                .key(RegistrationTable.accountKey(subject))
                .updateExpression("SET #state = :state")
                .expressionAttributeNames(Map.of("#state", RegistrationTable.STATE))
                .expressionAttributeValues(Map.of(":state", text(state.text()))));
    }

    private Map<String, AttributeValue> account() {
        return dynamo.client()
                .getItem(get -> get.tableName(World.TABLE).key(RegistrationTable.accountKey(subject)))
                .item();
    }

    private AccountStanding standing() {
        return AccountStanding.of(account());
    }

    private static List<Map<String, AttributeValue>> itemsBeside(String prefix) {
        return dynamo.items(World.TABLE).stream()
                .filter(item -> !textOf(item, "pk").startsWith(prefix))
                .toList();
    }

    /** What is stored of someone and of nobody else: bytes and texts long enough to be told from others. */
    private static Set<String> valuesOf(SubjectId subject) {
        return dynamo.items(World.TABLE).stream()
                .filter(item -> item.toString().contains(subject.value()))
                .flatMap(item -> item.entrySet().stream())
                .flatMap(attribute -> attribute.getValue().b() != null
                        ? java.util.stream.Stream.of(attribute.getValue().b().toString())
                        : java.util.Optional.ofNullable(attribute.getValue().s()).stream())
                .filter(value -> value.length() > 15 && !value.contains(subject.value()))
                .collect(Collectors.toSet());
    }
}
