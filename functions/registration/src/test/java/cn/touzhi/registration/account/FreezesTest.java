package cn.touzhi.registration.account;

import static cn.touzhi.registration.account.Owner.EMAIL;
import static cn.touzhi.registration.account.Owner.PHONE;
import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.Clause;
import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.registration.session.Session;
import cn.touzhi.registration.session.SignIn;
import cn.touzhi.registration.session.World;
import cn.touzhi.registration.staff.StaffDesk;
import cn.touzhi.registration.verification.Channel;
import cn.touzhi.registration.verification.Proof;
import cn.touzhi.registration.verification.Purpose;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Clause("64")
@DisplayName("Freezing an account")
class FreezesTest {
    private static final Unfreezes.Unfreeze UNFROZEN = new Unfreezes.Unfreeze.Unfrozen();
    private static final Unfreezes.Unfreeze TOO_YOUNG = new Unfreezes.Unfreeze.TooYoung();
    private static final Unfreezes.Unfreeze NOT_TWO = new Unfreezes.Unfreeze.NotTwoAddresses();

    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(World.TABLE, World.KEYS);

    private World world;
    private Owner owner;

    @BeforeEach
    void someoneHasTwoAddresses() {
        world = new World(dynamo);
        owner = Owner.withPhoneAndEmail(world);
    }

    @Test
    @DisplayName("ends all its sessions at once, lets nobody in, opens a case, and tells all its addresses")
    void freezes() {
        Session other = ((SignIn.SignedIn) owner.signsIn(Channel.EMAIL, EMAIL)).session();

        Freezes.Freeze frozen = owner.freezes(Channel.EMAIL, EMAIL);

        String caseId = ((Freezes.Freeze.Frozen) frozen).caseId();
        assertThat(List.of(owner.session(), other)).noneMatch(world::goesOn);
        assertThat(owner.signsIn(Channel.SMS, PHONE)).isEqualTo(new SignIn.Frozen());
        assertThat(World.itemsOf(dynamo, "EVENT#").toString()).contains("AccountFrozen", caseId, "SessionsEnded");
        assertThat(world.notices(dynamo)).contains("account-frozen email", "account-frozen sms");
    }

    @Test
    @DisplayName("again answers with the same case")
    void again() {
        Proof proof = world.aProof(Channel.EMAIL, EMAIL, Purpose.CONFIRM);
        Freezes.Freeze frozen = world.desk().freezes.freeze(proof);

        assertThat(world.desk().freezes.freeze(proof)).isEqualTo(frozen);
        assertThat(owner.freezes(Channel.SMS, PHONE)).isEqualTo(frozen);
    }

    @Test
    @DisplayName("takes any of its addresses, also one that was removed less than seven days ago")
    void byRemoved() {
        owner.stepsUp(Channel.SMS, PHONE).removes(Channel.EMAIL, EMAIL);

        world.clock().advance(Duration.ofDays(7).minusSeconds(1));

        assertThat(owner.freezes(Channel.EMAIL, EMAIL)).isInstanceOf(Freezes.Freeze.Frozen.class);
        assertThat(world.goesOn(owner.session())).isFalse();
    }

    @Test
    @DisplayName("takes a proof for this purpose, of an address that has an account")
    void refused() {
        assertThat(world.desk().freezes.freeze(world.aProof(Channel.EMAIL, EMAIL, Purpose.ENTER)))
                .isEqualTo(new Freezes.Freeze.ProofNotUsable());
        assertThat(owner.freezes(Channel.EMAIL, "nobody@example.com")).isEqualTo(new Freezes.Freeze.NoAccount());
        assertThat(world.goesOn(owner.session())).isTrue();
    }

    @Test
    @DisplayName("ends when two different old addresses are proved, and only then")
    void unfreezes() {
        owner.freezes(Channel.SMS, PHONE);

        assertThat(owner.unfreezes(confirming(Channel.SMS, PHONE), confirming(Channel.SMS, PHONE)))
                .isEqualTo(NOT_TWO);
        assertThat(owner.unfreezes(confirming(Channel.SMS, PHONE), confirming(Channel.EMAIL, "x@example.com")))
                .isEqualTo(NOT_TWO);
        Proof one = confirming(Channel.SMS, PHONE);
        Proof other = confirming(Channel.EMAIL, EMAIL);
        assertThat(owner.unfreezes(one, one)).isEqualTo(new Unfreezes.Unfreeze.ProofNotUsable());
        assertThat(owner.unfreezes(one, other)).isEqualTo(UNFROZEN);
        assertThat(owner.unfreezes(one, other)).isEqualTo(UNFROZEN);

        assertThat(world.goesOn(owner.session())).isFalse();
        assertThat(owner.signsIn(Channel.SMS, PHONE)).isInstanceOf(SignIn.SignedIn.class);
        assertThat(world.notices(dynamo)).contains("account-unfrozen email", "account-unfrozen sms");
    }

    @Test
    @DisplayName("ends so too where staff froze it, within the 24 hours in which staff may decide nothing")
    void unfreezesWhatStaffFroze() {
        new StaffDesk(dynamo, world).freezes(owner.subject());
        assertThat(owner.signsIn(Channel.SMS, PHONE)).isEqualTo(new SignIn.Frozen());

        assertThat(owner.unfreezes(confirming(Channel.SMS, PHONE), confirming(Channel.EMAIL, EMAIL)))
                .isEqualTo(UNFROZEN);

        assertThat(world.goesOn(owner.session())).isFalse();
        assertThat(owner.signsIn(Channel.SMS, PHONE)).isInstanceOf(SignIn.SignedIn.class);
    }

    @Test
    @DisplayName("stops the clock for new addresses: they grow no older, and begin anew when it ends")
    void noAgeing() {
        owner.stepsUp(Channel.EMAIL, EMAIL).adds(Channel.EMAIL, "new@example.com");
        owner.freezes(Channel.SMS, PHONE);
        world.clock().advance(Duration.ofDays(20));

        assertThat(owner.unfreezes(confirming(Channel.SMS, PHONE), confirming(Channel.EMAIL, "new@example.com")))
                .isEqualTo(TOO_YOUNG);
        assertThat(owner.unfreezes(confirming(Channel.SMS, PHONE), confirming(Channel.EMAIL, EMAIL)))
                .isEqualTo(UNFROZEN);
        owner.on(((SignIn.SignedIn) owner.signsIn(Channel.EMAIL, EMAIL)).session())
                .stepsUp(Channel.EMAIL, "new@example.com");
        assertThat(owner.removes(Channel.SMS, PHONE)).isEqualTo(new IdentityOutcome.TooYoung());
    }

    @Test
    @DisplayName("holds against sign-ins at the same time: no session survives it")
    void races() throws Exception {
        List<Callable<SignIn>> work = new ArrayList<>();
        for (int n = 0; n < 6; n++) {
            work.add(() -> owner.signsIn(Channel.SMS, PHONE));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var signingIn = work.stream().map(threads::submit).toList();
            Freezes.Freeze frozen = owner.freezes(Channel.EMAIL, EMAIL);
            while (frozen instanceof Freezes.Freeze.Busy) {
                frozen = owner.freezes(Channel.EMAIL, EMAIL);
            }
            for (var one : signingIn) {
                if (one.get() instanceof SignIn.SignedIn(Session session)) {
                    assertThat(world.goesOn(session)).isFalse();
                }
            }
        }
    }

    private Proof confirming(Channel channel, String address) {
        return world.aProof(channel, address, Purpose.CONFIRM);
    }
}
