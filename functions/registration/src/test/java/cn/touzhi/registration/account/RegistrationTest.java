package cn.touzhi.registration.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.touzhi.kernel.Clause;
import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.WriteUnits;
import cn.touzhi.kernel.crypto.DataKey;
import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.event.EventAttribute;
import cn.touzhi.registration.Language;
import cn.touzhi.registration.RegistrationTable;
import cn.touzhi.registration.identity.AccountAddress;
import cn.touzhi.registration.session.Device;
import cn.touzhi.registration.session.SecondCheck;
import cn.touzhi.registration.session.Session;
import cn.touzhi.registration.session.SignIn;
import cn.touzhi.registration.session.World;
import cn.touzhi.registration.verification.Channel;
import cn.touzhi.registration.verification.Proof;
import cn.touzhi.registration.verification.Purpose;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

@DisplayName("Registering")
class RegistrationTest {
    private static final Registered PROOF_NOT_USABLE = new Registered.NotLetIn(new SignIn.ProofNotUsable());

    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(World.TABLE, World.KEYS);

    private World world;
    private Device device;

    @BeforeEach
    void nobodyIsThere() {
        world = new World(dynamo);
        device = world.aDevice();
    }

    @Test
    @Clause("2")
    @DisplayName("makes an account with its address, session, acceptance and key")
    void registers() {
        Session session = ((Registered.NewAccount) register(world.aProof())).session();

        assertThat(World.itemsOf(dynamo, "ACCOUNT#"))
                .extracting(item -> item.get("sk").s().replaceAll("#.*", ""))
                .containsExactlyInAnyOrder("ACCOUNT", "IDENTITY", "SESSION", "ACCEPTANCE", "EVENT");
        assertThat(world.ownAccounts().of(session.subject(), session.id(), session.generation()))
                .hasValueSatisfying(account -> {
                    assertThat(account.acceptedPolicy()).isEqualTo(World.POLICY.version());
                    assertThat(account.locale()).isEqualTo(Language.CHINESE);
                    assertThat(account.createdAt()).isEqualTo(World.NOON);
                    assertThat(account.addresses())
                            .containsExactly(new OwnAccount.OwnAddress(Channel.SMS, "+86138****8000", World.NOON));
                });
    }

    @Test
    @Clause("2")
    @DisplayName("carries the acceptance of the policy in an event of its own, which no later one replaces")
    void event() {
        register(world.aProof());

        Map<String, AttributeValue> own =
                World.itemsOf(dynamo, "EVENT#").stream().findFirst().orElseThrow();
        Event event = EventAttribute.read(own).orElseThrow();
        assertThat(event.type()).isEqualTo("cn.touzhi.registration.AccountRegistered.v1");
        assertThat(event.subject().map(subject -> "ACCOUNT#" + subject))
                .contains(own.get("pk").s());
        assertThat(own.get(RegistrationTable.EXPIRES_AT).n())
                .isEqualTo(Long.toString(World.NOON.plus(Duration.ofDays(7)).getEpochSecond()));
        assertThat(event.data())
                .isEqualTo(Map.of(
                        "policyVersion", "4",
                        "acceptedAt", "2026-11-23T12:00:00Z",
                        "source", "app",
                        "locale", "zh-CN"));
    }

    @Test
    @DisplayName("keeps the date of birth and the address sealed with the person's own key")
    void sealed() {
        Session session = ((Registered.NewAccount) register(world.aProof())).session();

        DataKey key = world.subjectKeys().of(session.subject()).orElseThrow();
        Account account = Account.of(theAccount());
        assertThat(key.openText(account.birthDate(), session.subject().value(), "birthDate"))
                .isEqualTo("2000-02-29");
        assertThat(dynamo.items(World.TABLE).toString()).doesNotContain("2000-02-29", World.PHONE);
        AccountAddress address = AccountAddress.of(World.itemsOf(dynamo, "ACCOUNT#").stream()
                .filter(item -> item.get("sk").s().startsWith("IDENTITY#"))
                .findFirst()
                .orElseThrow());
        AccountAddress moved = new AccountAddress(
                SubjectId.parse("A".repeat(22)).orElseThrow(),
                address.addressDigest(),
                address.channel(),
                address.address(),
                address.addedAt(),
                address.removedAt(),
                address.expiresAt());
        assertThatThrownBy(() -> moved.open(key)).isInstanceOf(DataKey.UnreadableException.class);
    }

    @Test
    @DisplayName("costs one read and one transaction")
    void budget() {
        register(world.aProof(Channel.EMAIL, "warm@example.com", Purpose.ENTER));
        Proof proof = world.aProof();

        var requests = dynamo.requestsOf(() -> register(proof));

        assertThat(requests).hasSize(2);
        assertThat(requests.getFirst()).isInstanceOf(BatchGetItemRequest.class);
        assertThat(requests.getLast()).isInstanceOf(TransactWriteItemsRequest.class);
        assertThat(WriteUnits.of(requests)).isEqualTo(16);
    }

    @Test
    @DisplayName("an address that has an account signs its owner in and says so")
    void known() {
        Session first = ((Registered.NewAccount) register(world.aProof())).session();

        Registered again = register(world.aProof());

        assertThat(again).isInstanceOfSatisfying(Registered.SignedIn.class, signedIn -> {
            assertThat(signedIn.session().subject()).isEqualTo(first.subject());
            assertThat(signedIn.session().id()).isNotEqualTo(first.id());
        });
        assertThat(World.itemsOf(dynamo, "SESSION#")).hasSize(2);
    }

    @RepeatedTest(10)
    @DisplayName("eight times at once with one address makes exactly one account, and eight sessions on it")
    void raced() throws Exception {
        List<Callable<Registered>> all = IntStream.range(0, 8)
                .mapToObj(number -> world.aRegistration(world.aProof(), world.aDevice()))
                .<Callable<Registered>>map(
                        registration -> () -> world.accounts().register(registration))
                .toList();

        try (var threads = Executors.newFixedThreadPool(8)) {
            List<Registered> outcomes = threads.invokeAll(all).stream()
                    .map(each -> each.resultNow())
                    .toList();

            assertThat(outcomes)
                    .filteredOn(Registered.NewAccount.class::isInstance)
                    .hasSize(1);
            assertThat(outcomes)
                    .filteredOn(Registered.SignedIn.class::isInstance)
                    .hasSize(7);
        }
        assertThat(World.itemsOf(dynamo, "ACCOUNT"))
                .filteredOn(RegistrationTest::isAccount)
                .hasSize(1);
        assertThat(World.itemsOf(dynamo, "SESSION#")).hasSize(8);
        assertThat(dynamo.items(World.KEYS))
                .filteredOn(item -> item.get("pk").s().contains("#SUBJECT#"))
                .hasSize(1);
    }

    @RepeatedTest(5)
    @DisplayName("with one proof on two devices at once lets one of them in")
    void racedDevices() throws Exception {
        Proof proof = world.aProof();
        List<Callable<Registered>> all = IntStream.range(0, 4)
                .mapToObj(number -> world.aRegistration(proof, world.aDevice()))
                .<Callable<Registered>>map(
                        registration -> () -> world.accounts().register(registration))
                .toList();

        try (var threads = Executors.newFixedThreadPool(4)) {
            List<Registered> outcomes = threads.invokeAll(all).stream()
                    .map(each -> each.resultNow())
                    .toList();

            assertThat(outcomes)
                    .filteredOn(Registered.NewAccount.class::isInstance)
                    .hasSize(1);
            assertThat(outcomes).filteredOn(PROOF_NOT_USABLE::equals).hasSize(3);
        }
        assertThat(World.itemsOf(dynamo, "SESSION#")).hasSize(1);
    }

    @Test
    @DisplayName("gives the same account and session again when the answer was lost (R8)")
    void lostAnswer() {
        Proof proof = world.aProof();
        world.faults().loseAnswer();
        assertThatThrownBy(() -> register(proof)).isInstanceOf(SdkClientException.class);

        world.clock().advance(Duration.ofSeconds(60));
        Registered again = register(proof);

        assertThat(again).isInstanceOf(Registered.NewAccount.class);
        assertThat(World.itemsOf(dynamo, "ACCOUNT"))
                .filteredOn(RegistrationTest::isAccount)
                .hasSize(1);
        assertThat(World.itemsOf(dynamo, "SESSION#")).hasSize(1);
    }

    @Test
    @DisplayName("gets through a conflict with another writer")
    void conflict() {
        world.faults().conflict(2);

        assertThat(register(world.aProof())).isInstanceOf(Registered.NewAccount.class);
    }

    @ParameterizedTest(name = "born {0}: {1}")
    @CsvSource({"2010-11-24, TooYoung", "2010-11-23, GuardianNeeded", "2008-11-24, GuardianNeeded"})
    @Clause("78c")
    @DisplayName("keeps out who is under 18, deletes the verification and keeps nothing")
    void tooYoung(LocalDate birthDate, String outcome) {
        Proof proof = world.aProof();

        Registered answer = world.accounts().register(born(birthDate, proof));

        assertThat(answer.getClass().getSimpleName()).isEqualTo(outcome);
        assertThat(dynamo.items(World.TABLE)).isEmpty();
        assertThat(dynamo.items(World.KEYS))
                .allSatisfy(key -> assertThat(key.get("pk").s()).startsWith("registration#DAY#"));
        assertThat(register(proof)).isEqualTo(PROOF_NOT_USABLE);
    }

    @Test
    @DisplayName("takes a date of birth in the future for a slip, and leaves the proof usable")
    void future() {
        Proof proof = world.aProof();

        assertThat(world.accounts().register(born(LocalDate.parse("2026-11-24"), proof)))
                .isEqualTo(new Registered.ImpossibleBirthDate());
        assertThat(register(proof)).isInstanceOf(Registered.NewAccount.class);
    }

    @Test
    @Clause("2")
    @DisplayName("wants the current policy accepted, and leaves the proof usable")
    void policy() {
        Proof proof = world.aProof();
        Registration outdated =
                new Registration(proof, device, World.OF_AGE, 3, Language.ENGLISH, Source.WEB, SecondCheck.NONE, false);

        assertThat(world.accounts().register(outdated)).isEqualTo(new Registered.PolicyNotCurrent(4));
        assertThat(register(proof)).isInstanceOf(Registered.NewAccount.class);
    }

    @Test
    @DisplayName("refuses a proof that was made for something else")
    void otherPurpose() {
        Proof proof = world.aProof(Channel.SMS, World.PHONE, Purpose.CONFIRM);

        assertThat(register(proof)).isEqualTo(PROOF_NOT_USABLE);
        assertThat(World.itemsOf(dynamo, "ACCOUNT#")).isEmpty();
    }

    @Test
    @DisplayName("refuses a proof that has ended, though the table still holds its verification")
    void expired() {
        Proof proof = world.aProof();

        world.clock().advance(Duration.ofMinutes(20));

        assertThat(register(proof)).isEqualTo(PROOF_NOT_USABLE);
    }

    @Test
    @DisplayName("refuses the proof of an older message than the newest")
    void outdatedNumber() {
        Proof proof = world.aProof();
        dynamo.client().updateItem(update -> update.tableName(World.TABLE)
                .key(RegistrationTable.verificationKey(proof.verification()))
                .updateExpression("SET #number = :two")
                .expressionAttributeNames(Map.of("#number", RegistrationTable.NUMBER))
                .expressionAttributeValues(Map.of(":two", AttributeValue.fromN("2"))));

        assertThat(register(proof)).isEqualTo(PROOF_NOT_USABLE);
    }

    private Registered register(Proof proof) {
        return world.accounts().register(world.aRegistration(proof, device));
    }

    private Registration born(LocalDate birthDate, Proof proof) {
        return new Registration(
                proof,
                device,
                birthDate,
                World.POLICY.version(),
                Language.CHINESE,
                Source.APP,
                SecondCheck.NONE,
                false);
    }

    private static Map<String, AttributeValue> theAccount() {
        return World.itemsOf(dynamo, "ACCOUNT").stream()
                .filter(RegistrationTest::isAccount)
                .findFirst()
                .orElseThrow();
    }

    private static boolean isAccount(Map<String, AttributeValue> item) {
        return item.get("sk").s().equals("ACCOUNT");
    }
}
