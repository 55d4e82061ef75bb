package cn.touzhi.registration.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.WriteUnits;
import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.event.EventAttribute;
import cn.touzhi.registration.RegistrationTable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

@DisplayName("Refreshing a session")
class RefreshTest {
    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(World.TABLE, World.KEYS);

    private World world;
    private Device device;
    private Session session;

    @BeforeEach
    void someoneIsSignedIn() {
        world = new World(dynamo);
        device = world.aDevice();
        session = world.aSession(device);
    }

    @Test
    @DisplayName("replaces the token and lets the session idle anew")
    void rotates() {
        world.clock.advance(Duration.ofDays(1));

        assertThat(refresh(session.grant())).isEqualTo(continuedWith(1));

        Session stored = stored();
        assertThat(stored.rotatedAt()).isEqualTo(world.clock.instant());
        assertThat(stored.idleEndsAt())
                .isEqualTo(world.clock.instant().plus(World.TERMS.idle()))
                .isEqualTo(stored.expiresAt());
    }

    @Test
    @DisplayName("costs one round trip and four write units, and none when an answer is given again")
    void budget() {
        var first = dynamo.requestsOf(() -> refresh(session.grant()));
        var again = dynamo.requestsOf(() -> refresh(session.grant()));

        assertThat(first).hasSize(1);
        assertThat(WriteUnits.of(first)).isEqualTo(4);
        assertThat(again).hasSize(1);
        assertThat(stored().counter()).isEqualTo(1);
    }

    @Test
    @DisplayName("R37 gives the current token again when the answer was lost, for a minute")
    void lostAnswer() {
        world.faults.loseAnswer();
        assertThatThrownBy(() -> refresh(session.grant())).isInstanceOf(SdkClientException.class);

        world.clock.advance(Duration.ofSeconds(60));
        assertThat(refresh(session.grant())).isEqualTo(continuedWith(1));
        assertThat(stored().counter()).isEqualTo(1);
    }

    @Test
    @DisplayName("R36 gives all who ask at once the same next token")
    void atOnce() throws Exception {
        Callable<Refresh> ask = () -> refresh(session.grant());

        try (var threads = Executors.newFixedThreadPool(8)) {
            var answers = threads.invokeAll(Stream.generate(() -> ask).limit(24).toList());

            assertThat(answers).extracting(answer -> answer.get()).containsOnly(continuedWith(1));
        }
        assertThat(refresh(session.grant().next())).isEqualTo(continuedWith(2));
    }

    @Test
    @DisplayName("R37 ends the session when the replaced token comes after that minute")
    void late() {
        refresh(session.grant());

        world.clock.advance(Duration.ofSeconds(61));
        assertThat(refresh(session.grant())).isEqualTo(refused(Refresh.Reason.TOKEN_REUSED));

        assertThatItEnded(EndReason.TOKEN_REUSED);
        assertThat(refresh(session.grant().next())).isEqualTo(refused(Refresh.Reason.ENDED));
    }

    @Test
    @DisplayName("R38 ends the session when the token before the one before comes, however soon")
    void grandparent() {
        refresh(session.grant());
        refresh(session.grant().next());

        assertThat(refresh(session.grant())).isEqualTo(refused(Refresh.Reason.TOKEN_REUSED));

        assertThatItEnded(EndReason.TOKEN_REUSED);
    }

    @Test
    @DisplayName("ends the session when its current token comes from another device")
    void stolen() {
        Refresh answer = world.sessions.refresh(session.grant(), world.aDevice().secret());

        assertThat(answer).isEqualTo(refused(Refresh.Reason.OTHER_DEVICE));
        assertThatItEnded(EndReason.OTHER_DEVICE);
    }

    @Test
    @DisplayName("R37 ends the session when the token just replaced comes from another device")
    void stolenParent() {
        refresh(session.grant());

        Refresh answer = world.sessions.refresh(session.grant(), world.aDevice().secret());

        assertThat(answer).isEqualTo(refused(Refresh.Reason.OTHER_DEVICE));
        assertThatItEnded(EndReason.OTHER_DEVICE);
    }

    @Test
    @DisplayName("tells of the ending once, in an event of its own that is kept a week")
    void event() {
        world.sessions.refresh(session.grant(), world.aDevice().secret());
        world.sessions.refresh(session.grant(), world.aDevice().secret());

        var events = World.endings(dynamo);
        assertThat(events).hasSize(1);
        Event event = EventAttribute.read(events.getFirst()).orElseThrow();
        assertThat(event.type()).isEqualTo("cn.touzhi.registration.SessionEnded.v1");
        assertThat(event.subject()).contains(session.subject().value());
        assertThat(event.data()).isEqualTo(Map.of("session", session.id().value()));
        assertThat(events.getFirst().get(RegistrationTable.EXPIRES_AT).n())
                .isEqualTo(Long.toString(World.NOON.plus(Duration.ofDays(7)).getEpochSecond()));
    }

    @Test
    @DisplayName("R39 is over after thirty idle days, though the table still holds the session")
    void idle() {
        world.clock.advance(Duration.ofDays(30).minusSeconds(1));
        assertThat(refresh(session.grant())).isEqualTo(continuedWith(1));

        world.clock.advance(Duration.ofDays(30));
        assertThat(refresh(session.grant().next())).isEqualTo(refused(Refresh.Reason.IDLE));
    }

    @Test
    @DisplayName("R39 is over after 180 days, however often it was refreshed")
    void absolute() {
        Grant grant = session.grant();
        for (int month = 0; month < 9; month++) {
            world.clock.advance(Duration.ofDays(20).minusSeconds(month == 8 ? 1 : 0));
            assertThat(refresh(grant)).isInstanceOf(Refresh.Continued.class);
            grant = grant.next();
        }
        assertThat(stored().expiresAt()).isEqualTo(session.endsAt());

        world.clock.advance(Duration.ofSeconds(1));
        assertThat(refresh(grant)).isEqualTo(refused(Refresh.Reason.OVER));
    }

    @Test
    @DisplayName("R39 is refused without effect where the account counts another generation, or may not be used")
    void notAdmitted() {
        world.endAllSessionsOf(session.subject());
        assertThat(refresh(session.grant())).isEqualTo(refused(Refresh.Reason.NOT_ADMITTED));

        World frozen = new World(dynamo);
        Session other = frozen.aSession(device);
        for (AccountState state : AccountState.values()) {
            if (state == AccountState.FROZEN || state == AccountState.ERASED) {
                frozen.put(state, other.subject());
                assertThat(frozen.sessions.refresh(other.grant(), device.secret()))
                        .as(state.text())
                        .isEqualTo(refused(Refresh.Reason.NOT_ADMITTED));
            }
        }

        assertThat(World.endings(dynamo)).isEmpty();
    }

    @Test
    @DisplayName("goes on where the account has lost its last address: its sessions may add one for 30 days")
    void stranded() {
        world.put(AccountState.STRANDED, session.subject());
        world.clock.advance(Duration.ofDays(29));

        assertThat(refresh(session.grant())).isInstanceOf(Refresh.Continued.class);
    }

    @Test
    @DisplayName("is refused for a session that was never there, and leaves nothing behind")
    void unknown() {
        Grant own = session.grant();
        Grant never = new Grant(
                own.subject(),
                SessionId.random(world.random),
                own.client(),
                own.generation(),
                0,
                false,
                own.authenticatedAt(),
                own.endsAt());

        assertThat(refresh(never)).isEqualTo(refused(Refresh.Reason.UNKNOWN));
        assertThat(World.itemsOf(dynamo, "SESSION#")).hasSize(1);
    }

    @Test
    @DisplayName("gets through a conflict with another writer, and gives up after a few")
    void conflicts() {
        world.faults.conflict(2);
        assertThat(refresh(session.grant())).isEqualTo(continuedWith(1));

        world.faults.conflict(100);
        assertThatThrownBy(() -> refresh(session.grant().next())).isInstanceOf(TransactionCanceledException.class);
    }

    private Refresh refresh(Grant grant) {
        return world.sessions.refresh(grant, device.secret());
    }

    private Refresh continuedWith(int counter) {
        Grant first = session.grant();
        return new Refresh.Continued(new Grant(
                first.subject(),
                first.session(),
                first.client(),
                first.generation(),
                counter,
                first.staff(),
                first.authenticatedAt(),
                first.endsAt()));
    }

    private static Refresh refused(Refresh.Reason reason) {
        return new Refresh.Refused(reason);
    }

    private void assertThatItEnded(EndReason reason) {
        assertThat(stored().endedAt()).contains(world.clock.instant());
        assertThat(stored().endReason()).contains(reason);
    }

    private Session stored() {
        List<Session> sessions =
                World.itemsOf(dynamo, "SESSION#").stream().map(Session::of).toList();
        assertThat(sessions).hasSize(1);
        return sessions.getFirst();
    }
}
