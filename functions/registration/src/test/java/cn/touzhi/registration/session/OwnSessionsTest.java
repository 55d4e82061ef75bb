package cn.touzhi.registration.session;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.registration.verification.Client;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("The list of one's sessions")
class OwnSessionsTest {
    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(World.TABLE, World.KEYS);

    private World world;
    private Session own;

    @BeforeEach
    void someoneIsSignedIn() {
        world = new World(dynamo);
        own = world.aSession(world.aDevice());
    }

    @Test
    @DisplayName("shows what tells one device from another, the newest used first")
    void shows() {
        world.clock.advance(Duration.ofHours(1));
        Device named =
                new Device(DeviceSecret.random(world.random), Client.IOS, Optional.of("李雷的手机"), Optional.of("SG"));
        Session other = world.anotherSession(named);
        world.clock.advance(Duration.ofHours(1));
        world.sessions.refresh(other.grant(), named.secret());

        assertThat(listed(own))
                .containsExactly(
                        new OwnSession(
                                other.id(),
                                false,
                                Optional.of("李雷的手机"),
                                Client.IOS,
                                Optional.of("SG"),
                                other.createdAt(),
                                world.clock.instant()),
                        new OwnSession(
                                own.id(),
                                true,
                                Optional.empty(),
                                Client.ANDROID,
                                Optional.empty(),
                                World.NOON,
                                World.NOON));
    }

    @Test
    @DisplayName("leaves out what was ended, went idle, or was left behind in another generation")
    void leavesOut() {
        Session ended = world.anotherSession(world.aDevice());
        world.sessions.end(own.subject(), own.id(), 1, ended.id());
        assertThat(listed(own)).extracting(OwnSession::id).containsExactly(own.id());

        world.clock.advance(Duration.ofDays(29));
        Session newer = world.anotherSession(world.aDevice());
        world.clock.advance(Duration.ofDays(1));
        assertThat(listed(newer)).extracting(OwnSession::id).containsExactly(newer.id());

        Session leftBehind = world.anotherSession(world.aDevice());
        world.otherSessions.end(newer.subject(), newer.id(), 1);
        assertThat(world.ownSessions.of(newer.subject(), newer.id(), 2).orElseThrow())
                .extracting(OwnSession::id)
                .containsExactly(newer.id());
        assertThat(world.ownSessions.of(leftBehind.subject(), leftBehind.id(), 1))
                .isEmpty();
    }

    @Test
    @DisplayName("is one request, and one more for the key of a name")
    void budget() {
        var plain = dynamo.requestsOf(() -> listed(own));
        world.anotherSession(
                new Device(DeviceSecret.random(world.random), Client.IOS, Optional.of("a phone"), Optional.empty()));
        world.clock.advance(Duration.ofMinutes(6)); // the key is no longer at hand
        var named = dynamo.requestsOf(() -> listed(own));

        assertThat(plain).hasSize(1);
        assertThat(named).hasSize(2);
    }

    @Test
    @DisplayName("is refused to a session that was ended, and where the account may not be used")
    void notAdmitted() {
        assertThat(world.ownSessions.of(own.subject(), own.id(), 2)).isEmpty();
        assertThat(world.ownSessions.of(own.subject(), SessionId.random(world.random), 1))
                .isEmpty();
        for (AccountState state : List.of(AccountState.FROZEN, AccountState.STRANDED, AccountState.ERASED)) {
            world.put(state, own.subject());
            assertThat(world.ownSessions.of(own.subject(), own.id(), 1))
                    .as(state.text())
                    .isEmpty();
        }
        world.put(AccountState.ACTIVE, own.subject());
        world.sessions.end(own.subject(), own.id(), 1, own.id());
        assertThat(world.ownSessions.of(own.subject(), own.id(), 1)).isEmpty();
    }

    private List<OwnSession> listed(Session session) {
        return world.ownSessions
                .of(session.subject(), session.id(), session.generation())
                .orElseThrow();
    }
}
