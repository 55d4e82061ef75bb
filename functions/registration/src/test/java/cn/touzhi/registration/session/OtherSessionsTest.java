package cn.touzhi.registration.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.WriteUnits;
import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.event.EventAttribute;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.SdkClientException;

@DisplayName("Ending all other sessions")
class OtherSessionsTest {
    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(World.TABLE, World.KEYS);

    private World world;
    private Device device;
    private Device otherDevice;
    private Session own;
    private Session other;

    @BeforeEach
    void someoneIsSignedInTwice() {
        world = new World(dynamo);
        device = world.aDevice();
        otherDevice = world.aDevice();
        own = world.aSession(device);
        other = world.anotherSession(otherDevice);
    }

    @Test
    @DisplayName("lets the own one go along with new tokens, and refuses all tokens of the others at once (R40)")
    void ends() {
        Grant further = ended();

        assertThat(further).isEqualTo(own.grant().inGeneration(2));
        assertThat(refresh(other.grant(), otherDevice)).isEqualTo(refused(Refresh.Reason.NOT_ADMITTED));
        assertThat(meetsAccount(other, 1)).isFalse();
        assertThat(meetsAccount(other, 2)).isFalse();
        assertThat(meetsAccount(own, 1)).isFalse();
        assertThat(meetsAccount(own, 2)).isTrue();
        assertThat(refresh(further, device)).isEqualTo(new Refresh.Continued(further.next()));
    }

    @Test
    @DisplayName("tells of the lowest generation that counts, in an event of its own that is kept a week")
    void event() {
        ended();

        var events = World.itemsOf(dynamo, "EVENT#").stream()
                .flatMap(item -> EventAttribute.read(item).stream())
                .filter(event -> event.type().contains("SessionsEnded"))
                .toList();
        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.subject()).contains(own.subject().value());
            assertThat(event.data()).isEqualTo(Map.of("generation", "2"));
        });
        assertThat(events).extracting(Event::type).containsExactly("cn.touzhi.registration.SessionsEnded.v1");
    }

    @Test
    @DisplayName("costs one read and one transaction of three actions, and none to whoever was ended")
    void budget() {
        var requests = dynamo.requestsOf(this::ended);
        var again = dynamo.requestsOf(() -> assertThat(end(own)).isEqualTo(new EndingOthers.NotAdmitted()));

        assertThat(requests).hasSize(2);
        assertThat(WriteUnits.of(requests)).isEqualTo(6);
        assertThat(WriteUnits.of(again)).isZero();
    }

    @Test
    @DisplayName("leaves the old refresh token good where the answer was lost, and its access token refused")
    void lostAnswer() {
        world.faults.loseAnswer();
        assertThatThrownBy(() -> end(own)).isInstanceOf(SdkClientException.class);

        assertThat(end(own)).isEqualTo(new EndingOthers.NotAdmitted());
        var requests = dynamo.requestsOf(() -> assertThat(refresh(own.grant(), device))
                .isEqualTo(new Refresh.Continued(own.grant().inGeneration(2).next())));
        assertThat(requests).hasSize(2);
        assertThat(refresh(other.grant(), otherDevice)).isEqualTo(refused(Refresh.Reason.NOT_ADMITTED));
    }

    @ParameterizedTest
    @CsvSource({"0,true", "0,false", "1,true", "1,false"})
    @DisplayName("R8 is done wholly or not at all, whichever call is lost, and the client gets there by asking again")
    void faults(int call, boolean done) {
        world.faults.failAfter(call, done);
        assertThatThrownBy(() -> end(own)).isInstanceOf(SdkClientException.class);
        assertThat(world.faults.heal()).isTrue();

        Grant now = end(own) instanceof EndingOthers.Ended(Grant grant) ? grant : own.grant();

        assertThat(refresh(now, device))
                .isEqualTo(new Refresh.Continued(own.grant().inGeneration(2).next()));
        assertThat(refresh(other.grant(), otherDevice)).isEqualTo(refused(Refresh.Reason.NOT_ADMITTED));
        assertThat(World.itemsOf(dynamo, "EVENT#").toString()).containsOnlyOnce("SessionsEnded");
    }

    @Test
    @DisplayName(
            "excuses nothing but the generation: a replaced token goes on for its minute, and ends the session later")
    void oldAndReplaced() {
        refresh(own.grant(), device);
        ended();

        assertThat(refresh(own.grant(), device))
                .isEqualTo(new Refresh.Continued(own.grant().inGeneration(2).next()));
        world.clock.advance(Duration.ofSeconds(61));
        assertThat(refresh(own.grant(), device)).isEqualTo(refused(Refresh.Reason.TOKEN_REUSED));
        assertThat(world.sessionNow(own).endReason()).contains(EndReason.TOKEN_REUSED);
    }

    @Test
    @DisplayName("ends the session all the same where its old token comes from another device")
    void oldAndStolen() {
        ended();

        assertThat(refresh(own.grant(), otherDevice)).isEqualTo(refused(Refresh.Reason.OTHER_DEVICE));
        assertThat(world.sessionNow(own).endReason()).contains(EndReason.OTHER_DEVICE);
    }

    @Test
    @DisplayName("gives the old token nothing once the account counts on without its session, or may not be used")
    void shutOut() {
        ended();
        world.freeze(own.subject());
        assertThat(refresh(own.grant(), device)).isEqualTo(refused(Refresh.Reason.NOT_ADMITTED));
        world.put(AccountState.ACTIVE, own.subject());
        world.endAllSessionsOf(own.subject());

        assertThat(refresh(own.grant(), device)).isEqualTo(refused(Refresh.Reason.NOT_ADMITTED));
        assertThat(World.endings(dynamo)).isEmpty();
    }

    @Test
    @DisplayName("is refused, without effect, to a session that was ended, is over, or whose account may not be used")
    void notAdmitted() {
        assertThat(world.otherSessions.end(own.subject(), SessionId.random(world.random), 1))
                .isEqualTo(new EndingOthers.NotAdmitted());
        world.put(AccountState.STRANDED, own.subject());
        assertThat(end(own)).isEqualTo(new EndingOthers.NotAdmitted());
        world.put(AccountState.ACTIVE, own.subject());
        world.sessions.end(own.subject(), own.id(), 1, own.id());
        assertThat(end(own)).isEqualTo(new EndingOthers.NotAdmitted());
        world.clock.advance(Duration.ofDays(30));
        assertThat(end(other)).isEqualTo(new EndingOthers.NotAdmitted());

        assertThat(world.sessionNow(other).generation()).isEqualTo(1);
    }

    @Test
    @DisplayName("from two devices at once leaves one of them signed in, and one event")
    void twoAtOnce() throws Exception {
        try (var threads = Executors.newFixedThreadPool(2)) {
            var outcomes = threads.invokeAll(List.of(() -> end(own), () -> end(other))).stream()
                    .map(Future::resultNow)
                    .toList();

            assertThat(outcomes).hasAtLeastOneElementOfType(EndingOthers.Ended.class);
            assertThat(outcomes).contains(new EndingOthers.NotAdmitted());
        }
        assertThat(World.itemsOf(dynamo, "EVENT#").toString()).containsOnlyOnce("SessionsEnded");
    }

    private Grant ended() {
        return ((EndingOthers.Ended) end(own)).grant();
    }

    private EndingOthers end(Session session) {
        return world.otherSessions.end(session.subject(), session.id(), session.generation());
    }

    private Refresh refresh(Grant grant, Device on) {
        return world.sessions.refresh(grant, on.secret());
    }

    /** Whether an access token of {@code session} that says {@code generation} is good. */
    private boolean meetsAccount(Session session, int generation) {
        return world.ownAccounts()
                .of(session.subject(), session.id(), generation)
                .isPresent();
    }

    private static Refresh refused(Refresh.Reason reason) {
        return new Refresh.Refused(reason);
    }
}
