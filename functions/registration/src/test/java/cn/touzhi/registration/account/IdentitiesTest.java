package cn.touzhi.registration.account;

import static cn.touzhi.registration.account.Owner.EMAIL;
import static cn.touzhi.registration.account.Owner.PHONE;
import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.Clause;
import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.registration.session.SignIn;
import cn.touzhi.registration.session.World;
import cn.touzhi.registration.verification.Channel;
import cn.touzhi.registration.verification.Proof;
import cn.touzhi.registration.verification.Purpose;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Clause("64")
@DisplayName("The addresses of an account")
class IdentitiesTest {
    private static final IdentityOutcome DONE = new IdentityOutcome.Done();
    private static final String OTHER = "other@example.com";

    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(World.TABLE, World.KEYS);

    private World world;

    @BeforeEach
    void empty() {
        world = new World(dynamo);
    }

    @Test
    @DisplayName("grow by one that is proved, after a step-up; the old ones are told, the new one is not")
    void adds() {
        Owner owner = Owner.withPhone(world).stepsUp(Channel.SMS, PHONE);

        assertThat(owner.adds(Channel.EMAIL, EMAIL)).isEqualTo(DONE);

        assertThat(world.desk().own.list(owner.caller()).orElseThrow())
                .extracting(OwnIdentities.OwnIdentity::masked)
                .containsExactlyInAnyOrder("+86138****8000", "o***@example.com");
        assertThat(owner.signsIn(Channel.EMAIL, EMAIL)).isInstanceOf(SignIn.SignedIn.class);
        assertThat(world.notices(dynamo)).containsExactly("identity-added sms", "session-opened sms");
        assertThat(dynamo.items(World.TABLE).toString()).doesNotContain(EMAIL);
    }

    @Test
    @DisplayName("take a step-up of at most ten minutes ago to be added to, and leave the proof usable without")
    void addsAfterStepUp() {
        Owner owner = Owner.withPhone(world);
        Proof proof = world.aProof(Channel.EMAIL, EMAIL, Purpose.IDENTITY);

        assertThat(world.desk().additions.add(owner.caller(), proof, false))
                .isEqualTo(new IdentityOutcome.StepUpNeeded());
        owner.stepsUp(Channel.SMS, PHONE);
        world.clock().advance(Duration.ofSeconds(601));
        assertThat(world.desk().additions.add(owner.caller(), proof, false))
                .isEqualTo(new IdentityOutcome.StepUpNeeded());
        owner.stepsUp(Channel.SMS, PHONE);
        world.clock().advance(Duration.ofSeconds(598));
        assertThat(world.desk().additions.add(owner.caller(), proof, false)).isEqualTo(DONE);
        assertThat(world.desk().additions.add(owner.caller(), proof, false)).isEqualTo(DONE);
        assertThat(World.itemsOf(dynamo, "IDENTITY#")).hasSize(4);
    }

    @Test
    @DisplayName("are added by no code that was asked for to sign in or to confirm (case R7)")
    void otherPurposes() {
        Owner owner = Owner.withPhone(world).stepsUp(Channel.SMS, PHONE);

        for (Purpose purpose : List.of(Purpose.ENTER, Purpose.CONFIRM)) {
            assertThat(world.desk().additions.add(owner.caller(), world.aProof(Channel.EMAIL, EMAIL, purpose), false))
                    .isEqualTo(new IdentityOutcome.ProofNotUsable());
        }
    }

    @Test
    @DisplayName("belong to one account only")
    void inUse() {
        Owner.withEmail(world, OTHER);
        Owner owner = Owner.withPhone(world).stepsUp(Channel.SMS, PHONE);

        assertThat(owner.adds(Channel.EMAIL, OTHER)).isEqualTo(new IdentityOutcome.InUse());
    }

    @Test
    @DisplayName("are five at most, also when six come at once")
    void atMostFive() throws Exception {
        Owner owner = Owner.withPhone(world).stepsUp(Channel.SMS, PHONE);
        List<Proof> proofs = IntStream.range(0, 6)
                .mapToObj(n -> world.aProof(Channel.EMAIL, "n" + n + "@example.com", Purpose.IDENTITY))
                .toList();

        atOnce(proofs.stream()
                .<Callable<IdentityOutcome>>map(
                        proof -> () -> world.desk().additions.add(owner.caller(), proof, false))
                .toList());

        for (Proof proof : proofs) {
            world.desk().additions.add(owner.caller(), proof, false);
        }
        assertThat(world.desk().own.list(owner.caller()).orElseThrow()).hasSize(5);
        assertThat(owner.adds(Channel.EMAIL, "one@too.many.example")).isEqualTo(new IdentityOutcome.TooMany());
    }

    @Test
    @DisplayName("that are new remove no others for seven days")
    void youth() {
        Owner owner = Owner.withPhoneAndEmail(world).stepsUp(Channel.SMS, PHONE);
        owner.adds(Channel.EMAIL, OTHER);

        world.clock().advance(Duration.ofDays(7).minusSeconds(1));
        owner.stepsUp(Channel.EMAIL, OTHER);
        assertThat(owner.removes(Channel.EMAIL, EMAIL)).isEqualTo(new IdentityOutcome.TooYoung());
        assertThat(owner.removes(Channel.EMAIL, OTHER)).isEqualTo(new IdentityOutcome.TooYoung());
        world.clock().advance(Duration.ofSeconds(1));
        owner.stepsUp(Channel.EMAIL, OTHER);
        assertThat(owner.removes(Channel.EMAIL, EMAIL)).isEqualTo(DONE);
    }

    @Test
    @DisplayName("that were removed sign nobody in, hear of it, and come back by their own proof within seven days")
    void undo() {
        Owner owner = Owner.withPhoneAndEmail(world).stepsUp(Channel.SMS, PHONE);

        assertThat(owner.removes(Channel.EMAIL, EMAIL)).isEqualTo(DONE);
        assertThat(owner.removes(Channel.EMAIL, EMAIL)).isEqualTo(DONE);
        assertThat(world.notices(dynamo)).contains("identity-removed email", "identity-removed sms");
        assertThat(owner.signsIn(Channel.EMAIL, EMAIL)).isInstanceOf(SignIn.AddressRemoved.class);

        world.clock().advance(Duration.ofDays(7).minusSeconds(1));
        assertThat(owner.restores(Channel.EMAIL, EMAIL)).isEqualTo(DONE);
        assertThat(owner.signsIn(Channel.EMAIL, EMAIL)).isInstanceOf(SignIn.SignedIn.class);
        assertThat(owner.restores(Channel.EMAIL, EMAIL)).isEqualTo(new IdentityOutcome.NothingRemoved());
    }

    @Test
    @DisplayName("that were removed more than seven days ago are nobody's")
    void undoTooLate() {
        Owner owner = Owner.withPhoneAndEmail(world).stepsUp(Channel.SMS, PHONE);
        owner.removes(Channel.EMAIL, EMAIL);

        world.clock().advance(Duration.ofDays(7));

        assertThat(owner.restores(Channel.EMAIL, EMAIL)).isEqualTo(new IdentityOutcome.NothingRemoved());
        assertThat(owner.freezes(Channel.EMAIL, EMAIL)).isEqualTo(new Freezes.Freeze.NoAccount());
        assertThat(owner.signsIn(Channel.EMAIL, EMAIL)).isEqualTo(new SignIn.NoAccount());
        assertThat(world.desk().own.list(owner.caller()).orElseThrow()).hasSize(1);
        assertThat(owner.registers(Channel.EMAIL, EMAIL, false)).isInstanceOf(Registered.NewAccount.class);
    }

    @Test
    @DisplayName("that were new when they were removed don't come back: a thief's would as often as it is removed")
    void noUndoForTheYoung() {
        Owner owner = Owner.withPhoneAndEmail(world).stepsUp(Channel.SMS, PHONE);
        owner.adds(Channel.EMAIL, OTHER);
        owner.removes(Channel.EMAIL, OTHER);

        assertThat(owner.restores(Channel.EMAIL, OTHER)).isEqualTo(new IdentityOutcome.TooYoung());
    }

    @Test
    @DisplayName("never shrink to none, also when two remove each other at once")
    void lastOne() throws Exception {
        Owner owner = Owner.withPhoneAndEmail(world).stepsUp(Channel.SMS, PHONE);

        atOnce(List.of(() -> owner.removes(Channel.EMAIL, EMAIL), () -> owner.removes(Channel.SMS, PHONE)));

        assertThat(world.desk().own.list(owner.caller()).orElseThrow())
                .filteredOn(known -> known.undoUntil().isEmpty())
                .hasSize(1);
        Owner alone = Owner.withEmail(world, OTHER);
        alone.stepsUp(Channel.EMAIL, OTHER);
        assertThat(alone.removes(Channel.EMAIL, OTHER)).isEqualTo(new IdentityOutcome.LastOne());
    }

    @Test
    @DisplayName("are not removed on the word of an address that is itself removed meanwhile")
    void confirmedByARemovedOne() {
        Owner owner = Owner.withPhoneAndEmail(world);
        var thief = ((SignIn.SignedIn) owner.signsIn(Channel.SMS, PHONE)).session();
        world.stepsUp(thief, world.aProof(Channel.SMS, PHONE, Purpose.CONFIRM));

        owner.stepsUp(Channel.EMAIL, EMAIL);
        owner.removes(Channel.SMS, PHONE);

        assertThat(owner.on(thief).removes(Channel.EMAIL, EMAIL)).isEqualTo(new IdentityOutcome.StepUpNeeded());
    }

    @Test
    @DisplayName("take the very token that a step-up gave: an older one of the session may be in other hands")
    void tokenOfTheStepUp() {
        Owner owner = Owner.withPhoneAndEmail(world);
        Caller before = owner.caller();
        owner.stepsUp(Channel.SMS, PHONE);
        Proof proof = world.aProof(Channel.EMAIL, OTHER, Purpose.IDENTITY);

        assertThat(world.desk().additions.add(before, proof, false)).isEqualTo(new IdentityOutcome.StepUpNeeded());
        assertThat(world.desk().removals.remove(before, World.digestOf(Channel.EMAIL, EMAIL)::equals))
                .isEqualTo(new IdentityOutcome.StepUpNeeded());
        assertThat(world.desk().additions.add(owner.caller(), proof, false)).isEqualTo(DONE);
    }

    @Test
    @DisplayName("are not added to on the word of one that has just removed itself")
    void confirmedByItself() {
        Owner owner = Owner.withPhoneAndEmail(world).stepsUp(Channel.SMS, PHONE);
        owner.removes(Channel.SMS, PHONE);

        assertThat(owner.adds(Channel.SMS, PHONE)).isEqualTo(new IdentityOutcome.StepUpNeeded());
        assertThat(owner.adds(Channel.EMAIL, OTHER)).isEqualTo(new IdentityOutcome.StepUpNeeded());
    }

    @Test
    @DisplayName("hear by SMS of three sign-ins a day, and by e-mail of all")
    void smsNotices() {
        Owner owner = Owner.withPhoneAndEmail(world);
        for (int n = 0; n < 5; n++) {
            owner.signsIn(Channel.EMAIL, EMAIL);
            owner.signsIn(Channel.SMS, PHONE);
        }

        assertThat(world.notices(dynamo))
                .filteredOn("session-opened sms"::equals)
                .hasSize(3);
        assertThat(world.notices(dynamo))
                .filteredOn("session-opened email"::equals)
                .hasSize(5);
        world.clock().advance(Duration.ofDays(1));
        owner.signsIn(Channel.EMAIL, EMAIL);
        assertThat(world.notices(dynamo))
                .filteredOn("session-opened sms"::equals)
                .hasSize(4);
    }

    @Test
    @DisplayName("are out of reach for a session that is over")
    void sessionOver() {
        Owner owner = Owner.withPhoneAndEmail(world).stepsUp(Channel.SMS, PHONE);
        world.endAllSessionsOf(owner.subject());

        assertThat(owner.adds(Channel.EMAIL, OTHER)).isEqualTo(new IdentityOutcome.SessionOver());
        assertThat(owner.removes(Channel.EMAIL, EMAIL)).isEqualTo(new IdentityOutcome.SessionOver());
        assertThat(world.desk().own.list(owner.caller())).isEmpty();
    }

    private static void atOnce(List<Callable<IdentityOutcome>> work) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : threads.invokeAll(work)) {
                done.get();
            }
        }
    }
}
