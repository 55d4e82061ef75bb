package cn.touzhi.registration.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.SubjectId;
import cn.touzhi.registration.verification.Channel;
import cn.touzhi.registration.verification.Proof;
import cn.touzhi.registration.verification.Purpose;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.exception.SdkClientException;

@DisplayName("Ending a session")
class SessionEndTest {
    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(World.TABLE, World.KEYS);

    private World world;
    private Device device;
    private Session own;

    @BeforeEach
    void someoneIsSignedIn() {
        world = new World(dynamo);
        device = world.aDevice();
        own = world.aSession(device);
    }

    @Test
    @DisplayName("R40 stops its refresh token and its access token at once")
    void ends() {
        assertThat(end(own)).isEqualTo(Ending.ENDED);

        assertThat(world.sessions.refresh(own.grant(), device.secret()))
                .isEqualTo(new Refresh.Refused(Refresh.Reason.ENDED));
        assertThat(world.ownAccounts().of(own.subject(), own.id(), own.generation()))
                .isEmpty();
        Session stored = Session.of(World.itemsOf(dynamo, "SESSION#").getFirst());
        assertThat(stored.endReason()).contains(EndReason.SIGNED_OUT);
        assertThat(stored.expiresAt()).isEqualTo(World.NOON.plus(Duration.ofDays(7)));
    }

    @Test
    @DisplayName("again is fine, and makes no second event")
    void twice() {
        end(own);

        assertThat(end(own)).isEqualTo(Ending.ENDED);
        assertThat(World.endings(dynamo)).hasSize(1);
    }

    @Test
    @DisplayName("is done when its answer was lost")
    void lostAnswer() {
        world.faults.loseAnswer();
        assertThatThrownBy(() -> end(own)).isInstanceOf(SdkClientException.class);

        assertThat(end(own)).isEqualTo(Ending.ENDED);
        assertThat(World.endings(dynamo)).hasSize(1);
    }

    @Test
    @DisplayName("reaches another session of one's own")
    void other() {
        Session other = anotherSession();

        assertThat(end(other)).isEqualTo(Ending.ENDED);
        assertThat(world.sessions.refresh(own.grant(), device.secret())).isInstanceOf(Refresh.Continued.class);
    }

    @Test
    @DisplayName("reaches no session of anyone else, nor one that was never there: the two look alike")
    void foreign() {
        Proof proof = world.aProof(Channel.EMAIL, "z@example.com", Purpose.ENTER);
        world.accounts().register(world.aRegistration(proof, device));
        SessionId foreign = World.itemsOf(dynamo, "SESSION#").stream()
                .map(Session::of)
                .filter(session -> !session.subject().equals(own.subject()))
                .findFirst()
                .orElseThrow()
                .id();

        assertThat(endAs(own.subject(), foreign)).isEqualTo(Ending.NOT_FOUND);
        assertThat(endAs(own.subject(), SessionId.random(world.random))).isEqualTo(Ending.NOT_FOUND);
        assertThat(World.endings(dynamo)).isEmpty();
    }

    @Test
    @DisplayName("of another device is refused to one whose own session was ended, or shut out")
    void notAdmitted() {
        Session other = anotherSession();
        end(own);
        assertThat(end(other)).isEqualTo(Ending.NOT_ADMITTED);

        Session third = anotherSession();
        world.endAllSessionsOf(own.subject());
        assertThat(world.sessions.end(third.subject(), third.id(), third.generation(), other.id()))
                .isEqualTo(Ending.NOT_ADMITTED);
    }

    private Session anotherSession() {
        return ((SignIn.SignedIn) world.signIns.signIn(world.aProof(), world.aDevice(), SecondCheck.NONE)).session();
    }

    private Ending end(Session session) {
        return endAs(own.subject(), session.id());
    }

    private Ending endAs(SubjectId subject, SessionId which) {
        return world.sessions.end(subject, own.id(), own.generation(), which);
    }
}
