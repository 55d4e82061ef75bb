package cn.touzhi.registration.account;

import static cn.touzhi.registration.account.Owner.EMAIL;
import static cn.touzhi.registration.account.Owner.PHONE;
import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.registration.RegistrationTable;
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
import java.util.Collections;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("A number that was last proved more than 90 days ago")
class RecycledNumberTest {
    private static final SignIn.Refused NEEDED = new SignIn.SecondCheckNeeded(true);
    private static final LocalDate WRONG = LocalDate.parse("1999-09-09");

    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(World.TABLE, World.KEYS);

    private World world;

    @BeforeEach
    void empty() {
        world = new World(dynamo);
    }

    @Test
    @DisplayName("takes a second check on an unknown device, and not a second earlier; an e-mail address never does")
    void needed() {
        Owner owner = Owner.withPhoneAndEmail(world);
        world.clock().advance(Duration.ofDays(82));

        assertThat(owner.signsIn(Channel.SMS, PHONE)).isInstanceOf(SignIn.SignedIn.class);
        world.clock().advance(Duration.ofDays(90).plusSeconds(1));
        assertThat(owner.signsIn(Channel.SMS, PHONE)).isEqualTo(NEEDED);
        assertThat(owner.registers(Channel.SMS, PHONE, false)).isEqualTo(new Registered.NotLetIn(NEEDED));
        assertThat(owner.signsIn(Channel.EMAIL, EMAIL)).isInstanceOf(SignIn.SignedIn.class);
    }

    @Test
    @DisplayName("takes none on a device that has signed in with it, and that is known by its secret and its token")
    void knownDevice() {
        Owner.withPhone(world);
        Device device = world.aDevice();
        String token = world.deviceTokens().issue(device.secret().value(), World.digestOf(Channel.SMS, PHONE));
        String others = world.deviceTokens().issue(device.secret().value(), World.digestOf(Channel.EMAIL, EMAIL));
        recycled();

        assertThat(world.signsIn(Channel.SMS, PHONE, world.aDevice(), bringing(token)))
                .isEqualTo(NEEDED);
        assertThat(world.signsIn(Channel.SMS, PHONE, device, bringing(others))).isEqualTo(NEEDED);
        assertThat(world.signsIn(Channel.SMS, PHONE, device, bringing(token))).isInstanceOf(SignIn.SignedIn.class);
    }

    @Test
    @DisplayName("opens its account with the proof of another address of it, old enough, and of no other account's")
    void secondProof() {
        Owner owner = Owner.withPhoneAndEmail(world);
        owner.registers(Channel.EMAIL, "stranger@example.com", false);
        recycled();

        assertThat(signsInWith(world.aProof(Channel.SMS, PHONE, Purpose.CONFIRM)))
                .isEqualTo(new SignIn.SecondProofNotUsable());
        assertThat(signsInWith(world.aProof(Channel.EMAIL, "stranger@example.com", Purpose.CONFIRM)))
                .isEqualTo(new SignIn.SecondProofNotUsable());
        assertThat(signsInWith(world.aProof(Channel.EMAIL, EMAIL, Purpose.ENTER)))
                .isEqualTo(new SignIn.SecondProofNotUsable());
        Proof second = world.aProof(Channel.EMAIL, EMAIL, Purpose.CONFIRM);
        assertThat(signsInWith(second)).isInstanceOf(SignIn.SignedIn.class);
        recycled();
        assertThat(signsInWith(second)).isEqualTo(new SignIn.SecondProofNotUsable());
    }

    @Test
    @DisplayName("opens its account with the birth date, of which three may be tried until staff helps")
    void birthDate() {
        Owner.withPhone(world);
        recycled();

        assertThat(signsInBornOn(WRONG)).isEqualTo(new SignIn.WrongBirthDate(2));
        assertThat(signsInBornOn(World.OF_AGE)).isInstanceOf(SignIn.SignedIn.class);
        recycled();
        assertThat(signsInBornOn(WRONG)).isEqualTo(new SignIn.WrongBirthDate(2));
        assertThat(signsInBornOn(WRONG)).isEqualTo(new SignIn.WrongBirthDate(1));
        assertThat(signsInBornOn(WRONG)).isEqualTo(new SignIn.WrongBirthDate(0));
        assertThat(signsInBornOn(World.OF_AGE)).isEqualTo(new SignIn.SecondCheckNeeded(false));
    }

    @Test
    @DisplayName("has three birth dates compared at most, also when ten are tried at once (case R1)")
    void birthDatesAtOnce() throws Exception {
        Owner.withPhone(world);
        recycled();
        Callable<SignIn> wrong = () -> signsInBornOn(WRONG);

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var outcomes = threads.invokeAll(Collections.nCopies(10, wrong)).stream()
                    .map(outcome -> outcome.resultNow())
                    .toList();
            assertThat(outcomes)
                    .filteredOn(SignIn.WrongBirthDate.class::isInstance)
                    .hasSize(3);
        }
    }

    @Test
    @DisplayName("can be detached for a new account; the old one goes on with its other address, which is told")
    void detach() {
        Owner owner = Owner.withPhoneAndEmail(world);
        recycled();

        Session ofHolder = ((Registered.NewAccount) owner.registers(Channel.SMS, PHONE, true)).session();

        assertThat(ofHolder.subject()).isNotEqualTo(owner.subject());
        assertThat(((SignIn.SignedIn) owner.signsIn(Channel.SMS, PHONE))
                        .session()
                        .subject())
                .isEqualTo(ofHolder.subject());
        assertThat(((SignIn.SignedIn) owner.signsIn(Channel.EMAIL, EMAIL))
                        .session()
                        .subject())
                .isEqualTo(owner.subject());
        assertThat(world.notices(dynamo)).contains("identity-detached email");
        assertThat(owner.freezes(Channel.SMS, PHONE)).isInstanceOf(Freezes.Freeze.Frozen.class);
        assertThat(owner.signsIn(Channel.EMAIL, EMAIL)).isInstanceOf(SignIn.SignedIn.class);
    }

    @Test
    @DisplayName("is not detached while it is in use: whoever proves it signs in")
    void notDetached() {
        Owner owner = Owner.withPhone(world);

        assertThat(owner.registers(Channel.SMS, PHONE, true)).isInstanceOf(Registered.SignedIn.class);
    }

    @Test
    @DisplayName("strands an account that has no other: its session may add an address, and do nothing else")
    void stranded() {
        Owner owner = Owner.withPhone(world);
        world.clock().advance(Duration.ofDays(20));
        Session open = ((SignIn.SignedIn) owner.signsIn(Channel.SMS, PHONE)).session();
        recycledWith(open);

        owner.registers(Channel.SMS, PHONE, true);

        assertThat(textOfState(owner)).isEqualTo("stranded");
        assertThat(world.goesOn(open)).isFalse();
        assertThat(World.itemsOf(dynamo, "LAPSES#")).hasSize(1);
        assertThat(World.itemsOf(dynamo, "EVENT#").toString()).contains("AccountStranded");
        owner.on(open);
        assertThat(owner.removes(Channel.SMS, PHONE)).isEqualTo(new IdentityOutcome.SessionOver());
        assertThat(owner.adds(Channel.EMAIL, EMAIL)).isEqualTo(new IdentityOutcome.Done());
        assertThat(textOfState(owner)).isEqualTo("active");
        assertThat(((SignIn.SignedIn) owner.signsIn(Channel.EMAIL, EMAIL))
                        .session()
                        .subject())
                .isEqualTo(owner.subject());
    }

    @Test
    @DisplayName("stays with an account that is frozen: who got its codes can't freeze it first and strand it then")
    void notFromAFrozenAccount() {
        Owner owner = Owner.withPhone(world);
        recycled();
        owner.freezes(Channel.SMS, PHONE);

        assertThat(owner.registers(Channel.SMS, PHONE, true)).isEqualTo(new Registered.NotLetIn(new SignIn.Frozen()));
        assertThat(textOfState(owner)).isEqualTo("frozen");
    }

    @Test
    @DisplayName("can be detached by its new holder who adds it to an account of their own")
    void detachByAdding() {
        Owner owner = Owner.withPhoneAndEmail(world);
        recycled();
        Owner holder = Owner.withEmail(world, "holder@example.com").stepsUp(Channel.EMAIL, "holder@example.com");
        Proof proof = world.aProof(Channel.SMS, PHONE, Purpose.IDENTITY);

        assertThat(world.desk().additions.add(holder.caller(), proof, false)).isEqualTo(new IdentityOutcome.InUse());
        assertThat(world.desk().additions.add(holder.caller(), proof, true)).isEqualTo(new IdentityOutcome.Done());

        assertThat(((SignIn.SignedIn) owner.signsIn(Channel.SMS, PHONE))
                        .session()
                        .subject())
                .isEqualTo(holder.subject());
    }

    @Test
    @DisplayName("and one that was removed of late can be detached, which ends its undoing")
    void detachRemoved() {
        Owner owner = Owner.withPhoneAndEmail(world).stepsUp(Channel.EMAIL, EMAIL);
        owner.removes(Channel.SMS, PHONE);

        assertThat(owner.registers(Channel.SMS, PHONE, false))
                .isInstanceOfSatisfying(Registered.NotLetIn.class, no -> assertThat(no.why())
                        .isInstanceOf(SignIn.AddressRemoved.class));
        assertThat(owner.registers(Channel.SMS, PHONE, true)).isInstanceOf(Registered.NewAccount.class);
        assertThat(owner.restores(Channel.SMS, PHONE)).isEqualTo(new IdentityOutcome.NothingRemoved());
        assertThat(world.desk().own.list(owner.caller()).orElseThrow()).hasSize(1);
    }

    @Test
    @DisplayName("and is restored by its new holder, still takes a second check to sign in with")
    void restoredByItsNewHolder() {
        Owner owner = Owner.withPhoneAndEmail(world);
        recycled();
        owner.on(((SignIn.SignedIn) owner.signsIn(Channel.EMAIL, EMAIL)).session())
                .stepsUp(Channel.EMAIL, EMAIL);
        owner.removes(Channel.SMS, PHONE);

        assertThat(owner.restores(Channel.SMS, PHONE)).isEqualTo(new IdentityOutcome.Done());

        assertThat(owner.signsIn(Channel.SMS, PHONE)).isEqualTo(NEEDED);
    }

    private void recycled() {
        world.clock().advance(Duration.ofDays(91));
    }

    /** Ninety-one days, in which {@code session} is used often enough to live on. */
    private void recycledWith(Session session) {
        world.clock().advance(Duration.ofDays(91));
        world.keepAlive(session);
    }

    private String textOfState(Owner owner) {
        return world.accountNow(owner.subject()).get(RegistrationTable.STATE).s();
    }

    private SignIn signsInWith(Proof second) {
        return world.signsIn(
                Channel.SMS,
                PHONE,
                world.aDevice(),
                new SecondCheck(Optional.empty(), Optional.of(second), Optional.empty()));
    }

    private SignIn signsInBornOn(LocalDate birthDate) {
        return world.signsIn(
                Channel.SMS,
                PHONE,
                world.aDevice(),
                new SecondCheck(Optional.empty(), Optional.empty(), Optional.of(birthDate)));
    }

    private static SecondCheck bringing(String token) {
        return new SecondCheck(Optional.of(token), Optional.empty(), Optional.empty());
    }
}
