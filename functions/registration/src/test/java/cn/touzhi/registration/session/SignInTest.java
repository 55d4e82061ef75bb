package cn.touzhi.registration.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.WriteUnits;
import cn.touzhi.kernel.crypto.DataKey;
import cn.touzhi.registration.account.Registered;
import cn.touzhi.registration.verification.Channel;
import cn.touzhi.registration.verification.Client;
import cn.touzhi.registration.verification.Proof;
import cn.touzhi.registration.verification.Purpose;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.exception.SdkClientException;

@DisplayName("Signing in")
class SignInTest {
    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(World.TABLE, World.KEYS);

    private World world;
    private Device device;
    private Session first;

    @BeforeEach
    void someoneHasAnAccount() {
        world = new World(dynamo);
        device = world.aDevice();
        first = world.aSession(world.aDevice());
    }

    @Test
    @DisplayName("opens a session and uses the proof up")
    void signsIn() {
        Proof proof = world.aProof();

        Session session = signedIn(proof);

        assertThat(session.subject()).isEqualTo(first.subject());
        assertThat(session.authenticatedAt()).isEqualTo(World.NOON);
        assertThat(world.signIns.signIn(proof, world.aDevice(), SecondCheck.NONE))
                .isEqualTo(new SignIn.ProofNotUsable());
    }

    @Test
    @DisplayName("costs two reads and one transaction of five actions")
    void budget() {
        Proof proof = world.aProof();

        var requests = dynamo.requestsOf(() -> signedIn(proof));

        assertThat(requests).hasSize(3);
        assertThat(WriteUnits.of(requests)).isEqualTo(10);
    }

    @Test
    @DisplayName("keeps the device's name sealed")
    void deviceName() {
        Device named = new Device(device.secret(), Client.IOS, Optional.of("李雷的手机"), Optional.empty());

        Session session = ((SignIn.SignedIn) world.signIns.signIn(world.aProof(), named, SecondCheck.NONE)).session();

        DataKey key = world.subjectKeys().of(session.subject()).orElseThrow();
        String owner = session.subject().value() + "/" + session.id().value();
        assertThat(key.openText(session.deviceName().orElseThrow(), owner, "deviceName"))
                .isEqualTo("李雷的手机");
        assertThat(dynamo.items(World.TABLE).toString()).doesNotContain("李雷");
    }

    @Test
    @DisplayName("without an account says so, and leaves the proof usable for registering")
    void noAccount() {
        Proof proof = world.aProof(Channel.EMAIL, "z@example.com", Purpose.ENTER);

        assertThat(world.signIns.signIn(proof, device, SecondCheck.NONE)).isEqualTo(new SignIn.NoAccount());
        assertThat(world.accounts().register(world.aRegistration(proof, device)))
                .isInstanceOf(Registered.NewAccount.class);
    }

    @Test
    @DisplayName("is not open to a proof that was made for something else")
    void otherPurpose() {
        Proof proof = world.aProof(Channel.SMS, World.PHONE, Purpose.IDENTITY);

        assertThat(world.signIns.signIn(proof, device, SecondCheck.NONE)).isEqualTo(new SignIn.ProofNotUsable());
    }

    @Test
    @DisplayName("is not open to an account that may not be used")
    void frozen() {
        world.freeze(first.subject());

        assertThat(world.signIns.signIn(world.aProof(), device, SecondCheck.NONE))
                .isEqualTo(new SignIn.Frozen());
    }

    @Test
    @DisplayName("answers a used proof again with the same session, on the same device within a minute (R8)")
    void again() {
        Proof proof = world.aProof();
        Session session = signedIn(proof);

        world.clock.advance(Duration.ofSeconds(60));
        var requests = dynamo.requestsOf(() -> assertThat(signedIn(proof).id()).isEqualTo(session.id()));
        assertThat(WriteUnits.of(requests)).isZero();

        world.clock.advance(Duration.ofSeconds(1));
        assertThat(world.signIns.signIn(proof, device, SecondCheck.NONE)).isEqualTo(new SignIn.ProofNotUsable());
    }

    @Test
    @DisplayName("answers a used proof no more once its session was refreshed, ended, or shut out")
    void notAgain() {
        Proof refreshed = world.aProof();
        world.sessions.refresh(signedIn(refreshed).grant(), device.secret());
        assertThat(world.signIns.signIn(refreshed, device, SecondCheck.NONE)).isEqualTo(new SignIn.ProofNotUsable());

        Proof ended = world.aProof();
        Session session = signedIn(ended);
        world.sessions.end(session.subject(), session.id(), session.generation(), session.id());
        assertThat(world.signIns.signIn(ended, device, SecondCheck.NONE)).isEqualTo(new SignIn.ProofNotUsable());

        Proof shutOut = world.aProof();
        signedIn(shutOut);
        world.endAllSessionsOf(first.subject());
        assertThat(world.signIns.signIn(shutOut, device, SecondCheck.NONE)).isEqualTo(new SignIn.ProofNotUsable());
    }

    @Test
    @DisplayName("opens one session only, though its answer was lost")
    void lostAnswer() {
        Proof proof = world.aProof();
        world.faults.loseAnswer();
        assertThatThrownBy(() -> signedIn(proof)).isInstanceOf(SdkClientException.class);

        signedIn(proof);

        assertThat(World.itemsOf(dynamo, "SESSION#")).hasSize(2);
    }

    private Session signedIn(Proof proof) {
        return ((SignIn.SignedIn) world.signIns.signIn(proof, device, SecondCheck.NONE)).session();
    }
}
