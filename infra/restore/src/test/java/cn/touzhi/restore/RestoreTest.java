package cn.touzhi.restore;

import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.numberOf;
import static cn.touzhi.kernel.dynamo.Attributes.text;
import static cn.touzhi.kernel.dynamo.Attributes.textOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.crypto.KeyDestruction;
import cn.touzhi.registration.RegistrationTable;
import cn.touzhi.registration.account.Registered;
import cn.touzhi.registration.session.AccountStanding;
import cn.touzhi.registration.session.AccountState;
import cn.touzhi.registration.session.FaultyDynamo;
import cn.touzhi.registration.session.SecondCheck;
import cn.touzhi.registration.session.Session;
import cn.touzhi.registration.session.SignIn;
import cn.touzhi.registration.session.World;
import cn.touzhi.registration.verification.Channel;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@DisplayName("An older table under a newer one")
class RestoreTest {
    private static final String OLDER = "Older";
    private static final SecondCheck BIRTH_DATE =
            new SecondCheck(Optional.empty(), Optional.empty(), Optional.of(World.OF_AGE));

    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(World.TABLE, World.KEYS, OLDER);

    private World world;
    private Session session;
    private SubjectId subject;

    @BeforeEach
    void someoneHasAnAccount() {
        world = new World(dynamo);
        session = world.aSession(world.aDevice());
        subject = session.subject();
        backUp();
    }

    @Test
    @DisplayName("brings accounts back where they were lost; their owners sign in anew, with the second check of a doubtful number")
    void lost() {
        dynamo.clear(World.TABLE);

        restore();

        assertSound();
        SignIn bare = world.signsIn(Channel.SMS, World.PHONE, world.aDevice(), SecondCheck.NONE);
        assertThat(bare).isInstanceOf(SignIn.SecondCheckNeeded.class);
        SignIn checked = world.signsIn(
                Channel.SMS, World.PHONE, world.aDevice(), BIRTH_DATE);
        assertThat(checked).isInstanceOf(SignIn.SignedIn.class);
        assertThat(((SignIn.SignedIn) checked).session().subject()).isEqualTo(subject);
    }

    @Test
    @DisplayName("brings back neither sessions, nor verifications, nor notices, nor signing keys, nor anyone's being staff")
    void leftOut() {
        set("staff", AttributeValue.fromBool(true));
        put(Map.of("pk", text("SIGNING-KEYS"), "sk", text("KEY#000001")));
        put(Map.of("pk", text("NOTICE#n"), "sk", text("NOTICE")));
        backUp();
        dynamo.clear(World.TABLE);

        restore();

        assertThat(dynamo.items(World.TABLE))
                .extracting(item -> textOf(item, "pk").replaceFirst("#.*", "") + "/"
                        + textOf(item, "sk").replaceFirst("#.*", ""))
                .containsExactlyInAnyOrder(
                        "ACCOUNT/ACCOUNT", "ACCOUNT/IDENTITY", "IDENTITY/IDENTITY", "ACCOUNT/ACCEPTANCE", "ACCOUNT/EVENT");
        assertThat(world.accountNow(subject)).doesNotContainKey("staff");
    }

    @Test
    @DisplayName("lets no session go on that was of the lost account, whatever generation the other rooms were told of")
    void ended() {
        world.endAllSessionsOf(subject);
        delete(RegistrationTable.accountKey(subject));

        restore();

        assertThat(world.goesOn(session)).isFalse();
        assertThat(numberOf(world.accountNow(subject), "generation")).isGreaterThan(1_000);
    }

    @Test
    @DisplayName("changes nothing where nothing is lost, however much came to its end since")
    void whole() {
        delete(RegistrationTable.sessionKey(subject, session.id()));
        world.endAllSessionsOf(subject);
        var before = dynamo.items(World.TABLE);

        restore();

        assertThat(dynamo.items(World.TABLE)).containsExactlyInAnyOrderElementsOf(before);
    }

    @ParameterizedTest(name = "fence there: {0}")
    @ValueSource(booleans = {true, false})
    @DisplayName("brings nobody back who was erased, also where only their destroyed key still tells, and their number is free")
    void erased(boolean fence) {
        dynamo.clear(World.TABLE);
        if (fence) {
            put(Rebuilt.fence(subject, 2));
        } else {
            new KeyDestruction(dynamo.client(), World.KEYS, "registration", world.clock()).of(subject);
        }

        restore();

        assertThat(AccountStanding.of(world.accountNow(subject)).state()).isEqualTo(AccountState.ERASED);
        assertThat(dynamo.items(World.TABLE)).hasSize(1);
        assertThat(world.accounts().register(world.aRegistration(world.aProof(), world.aDevice())))
                .isInstanceOf(Registered.NewAccount.class);
    }

    @Test
    @DisplayName("leaves a number to whom it belongs by now; the older account waits for another address")
    void registeredAnew() {
        dynamo.clear(World.TABLE);
        Session anew = world.aSession(world.aDevice());

        restore();

        assertThat(textOf(guard(), "subject")).isEqualTo(anew.subject().value());
        assertThat(world.goesOn(anew)).isTrue();
        assertThat(AccountStanding.of(world.accountNow(subject)).state()).isEqualTo(AccountState.STRANDED);
        assertThat(World.itemsOf(dynamo, "LAPSES#")).hasSize(1);
        assertSound();
    }

    @Test
    @DisplayName("brings back an address that is missing, young again, and none that was removed since")
    void addresses() {
        Map<String, AttributeValue> detail = detail();
        Map<String, AttributeValue> guard = guard();
        delete(detail);
        delete(guard);
        set("identities", number(0));
        restore("copy");
        assertThat(guard()).as("removed since").isEmpty();

        set("identities", number(1));
        restore("copy");

        assertThat(detail()).isEqualTo(detail);
        assertThat(numberOf(guard(), "trustedFrom")).isEqualTo((int)
                world.clock().instant().plus(Duration.ofDays(7)).getEpochSecond());
    }

    @Test
    @DisplayName("leaves it to people which address was lost, where there is more than one answer")
    void inDoubt() {
        Map<String, AttributeValue> second = new HashMap<>(detail());
        second.put("sk", text("IDENTITY#" + "0".repeat(64)));
        put(second);
        backUp();
        delete(second);
        delete(detail());
        delete(guard());

        assertThat(restore("copy")).contains("addresses-in-doubt 1 " + subject.value());

        assertThat(guard()).isEmpty();
    }

    @ParameterizedTest(name = "the effect there: {0}")
    @ValueSource(booleans = {false, true})
    @DisplayName("is brought to the same by the next run, whichever call of the one before was its last")
    void dies(boolean effect) {
        dynamo.clear(World.TABLE);
        restore();
        var expected = dynamo.items(World.TABLE);
        boolean failed = true;
        int call = 0;
        for (; failed; call++) {
            dynamo.clear(World.TABLE);
            FaultyDynamo faulty = new FaultyDynamo(dynamo.client());
            faulty.failAfter(call, effect);
            try {
                restore(faulty.client(), "copy", true);
                restore(faulty.client(), "mend", true);
            } catch (RuntimeException announced) {
                // the run ends there
            }
            failed = faulty.heal();
            restore();

            assertThat(dynamo.items(World.TABLE)).containsExactlyInAnyOrderElementsOf(expected);
        }
        assertThat(call).isGreaterThan(10);
    }

    @Test
    @DisplayName("is sound once it was mended, whichever changes of a transaction it lacks, and their owner comes in or registers anew")
    void torn() {
        List<Map<String, AttributeValue>> kept = dynamo.items(OLDER).stream()
                .filter(item -> textOf(item, "sk").matches("(EVENT|ACCEPTANCE)#.*"))
                .toList();
        List<Map<String, AttributeValue>> all = dynamo.items(OLDER).stream()
                .filter(item -> textOf(item, "sk").matches("IDENTITY|ACCOUNT|(IDENTITY|SESSION)#.*"))
                .toList();
        assertThat(all).hasSize(4);
        for (int lost = 1; lost < 1 << all.size(); lost++) {
            dynamo.clear(World.TABLE);
            kept.forEach(RestoreTest::put);
            for (int item = 0; item < all.size(); item++) {
                if ((lost & 1 << item) == 0) {
                    put(all.get(item));
                }
            }

            restore("mend");

            assertSound();
            assertThat(restore("mend")).as("lost %s", lost).isEqualTo("nothing found");
            comesIn();
            assertSound();
        }
    }

    @Test
    @DisplayName("is mended where a detail or guard alone tells of a removal: the removal holds")
    void tornRemoval() {
        Map<String, AttributeValue> removed = new HashMap<>(guard());
        removed.put("removedAt", number(world.clock().instant().getEpochSecond()));
        removed.put("expiresAt", number(world.clock().instant().plusSeconds(60).getEpochSecond()));
        put(removed);

        restore("mend");

        assertThat(guard()).isEmpty();
        assertThat(AccountStanding.of(world.accountNow(subject)).state()).isEqualTo(AccountState.STRANDED);
        assertSound();
    }

    @Test
    @DisplayName("is mended where something is left under an erased account, or a session is ahead of its account")
    void rests() {
        set("generation", number(0));
        assertThat(restore("mend")).contains("generation-behind 1");
        assertThat(world.goesOn(session)).isFalse();

        put(Rebuilt.fence(subject, 7));
        assertThat(restore("mend")).contains("erased-with-rest");
        assertThat(World.itemsOf(dynamo, "IDENTITY#")).isEmpty();
        assertThat(World.itemsOf(dynamo, "ACCOUNT#"))
                .extracting(item -> textOf(item, "sk").replaceFirst("#.*", ""))
                .containsExactlyInAnyOrder("ACCOUNT", "EVENT");
    }

    @Test
    @DisplayName("is only looked at in a trial run, which tells the same as the run does")
    void trial() {
        dynamo.clear(World.TABLE);

        String told = restore(dynamo.client(), "copy", false);

        assertThat(dynamo.items(World.TABLE)).isEmpty();
        assertThat(restore("copy")).isEqualTo(told).contains("account-restored 1");
    }

    @Test
    @DisplayName("is not touched by a command that makes no sense")
    void usage() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        int status = RestoreMain.run(
                List.of("copy", OLDER), dynamo.client(), world.clock(), new PrintStream(out, true, UTF_8));

        assertThat(status).isEqualTo(2);
        assertThat(out.toString(UTF_8)).startsWith("copy OLDER-TABLE LIVE-TABLE");
    }

    /** Registers or signs in, with the second check where one is asked for. */
    private void comesIn() {
        Registered outcome = world.accounts().register(world.aRegistration(world.aProof(), world.aDevice()));
        if (outcome instanceof Registered.NotLetIn(SignIn.SecondCheckNeeded _)) {
            assertThat(world.signsIn(Channel.SMS, World.PHONE, world.aDevice(), BIRTH_DATE))
                    .isInstanceOf(SignIn.SignedIn.class);
        } else {
            assertThat(outcome).isInstanceOfAny(Registered.NewAccount.class, Registered.SignedIn.class);
        }
    }

    private void restore() {
        restore("copy");
        restore("mend");
    }

    private String restore(String what) {
        return restore(dynamo.client(), what, true);
    }

    private String restore(DynamoDbClient client, String what, boolean writes) {
        List<String> arguments = new ArrayList<>(
                what.equals("copy") ? List.of("copy", OLDER, World.TABLE, World.KEYS) : List.of("mend", World.TABLE));
        if (writes) {
            arguments.add("--write");
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RestoreMain.run(arguments, client, world.clock(), new PrintStream(out, true, UTF_8));
        return out.toString(UTF_8).strip();
    }

    private static void backUp() {
        dynamo.clear(OLDER);
        dynamo.items(World.TABLE)
                .forEach(item -> dynamo.client().putItem(put -> put.tableName(OLDER).item(item)));
    }

    /** Said once more, in other words than the code's. */
    private static void assertSound() {
        Map<Map<String, String>, Map<String, AttributeValue>> items = new HashMap<>();
        dynamo.items(World.TABLE).forEach(item -> items.put(at(textOf(item, "pk"), textOf(item, "sk")), item));
        items.values().forEach(item -> {
            String pk = textOf(item, "pk");
            String sk = textOf(item, "sk");
            if (sk.equals("IDENTITY")) {
                String owner = "ACCOUNT#" + textOf(item, "subject");
                assertThat(items).containsKeys(at(owner, "ACCOUNT"), at(owner, pk));
            } else if (pk.startsWith("ACCOUNT#")) {
                var account = items.get(at(pk, "ACCOUNT"));
                assertThat(account).as(sk).isNotNull();
                if (sk.startsWith("IDENTITY#")) {
                    assertThat("ACCOUNT#" + textOf(items.get(at(sk, "IDENTITY")), "subject")).isEqualTo(pk);
                } else if (sk.startsWith("SESSION#")) {
                    assertThat(numberOf(item, "generation")).isLessThanOrEqualTo(numberOf(account, "generation"));
                } else if (sk.equals("ACCOUNT")) {
                    assertThat(items.keySet().stream()
                                    .filter(key -> key.get("pk").equals(pk) && key.get("sk").startsWith("IDENTITY#"))
                                    .count())
                            .isEqualTo(numberOf(item, "identities"));
                    assertThat(textOf(item, "state").equals("active")).isEqualTo(numberOf(item, "identities") > 0);
                }
            }
        });
    }

    private static Map<String, String> at(String pk, String sk) {
        return Map.of("pk", pk, "sk", sk);
    }

    private Map<String, AttributeValue> guard() {
        return item(RegistrationTable.identityKey(World.digestOf(Channel.SMS, World.PHONE)));
    }

    private Map<String, AttributeValue> detail() {
        return item(RegistrationTable.identityOfKey(subject, World.digestOf(Channel.SMS, World.PHONE)));
    }

    private static Map<String, AttributeValue> item(Map<String, AttributeValue> key) {
        return dynamo.client()
                .getItem(get -> get.tableName(World.TABLE).key(key).consistentRead(true))
                .item();
    }

    private static void put(Map<String, AttributeValue> item) {
        dynamo.client().putItem(put -> put.tableName(World.TABLE).item(item));
    }

    private void set(String name, AttributeValue value) {
        Map<String, AttributeValue> account = new HashMap<>(world.accountNow(subject));
        account.put(name, value);
        put(account);
    }

    private static void delete(Map<String, AttributeValue> item) {
        dynamo.client().deleteItem(delete -> delete.tableName(World.TABLE)
                .key(Map.of("pk", item.get("pk"), "sk", item.get("sk"))));
    }
}
