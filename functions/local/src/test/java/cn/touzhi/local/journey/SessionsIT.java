package cn.touzhi.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningCloud.class)
@DisplayName("Whoever is signed in on two devices")
class SessionsIT {
    private final World world;

    SessionsIT(World world) {
        this.world = world;
    }

    @Test
    @DisplayName("sees both, ends the other, whose tokens fail at once, and goes on")
    void others() {
        Visitor visitor = world.aVisitorWithPhone().registers();
        Visitor other = visitor.onAnotherDevice().signsIn();
        JsonNode sessions = visitor.listsSessions().body().path("sessions");
        assertThat(sessions.findValuesAsText("id")).containsExactlyInAnyOrder(visitor.session(), other.session());
        assertThat(sessions.findValuesAsText("deviceName")).containsExactly("iPhone von Xiǎo Lǐ");
        assertThat(sessions.findValuesAsText("country")).as("of 127.0.0.1").isEmpty();
        visitor.endsOtherSessions();

        assertThat(other.asksWhoAmI().problem()).isEqualTo("session-ended");
        assertThat(other.requestsRefresh(other.refreshToken()).problem()).isEqualTo("session-ended");
        assertThat(visitor.listsSessions().body().path("sessions").findValuesAsText("id"))
                .containsExactly(visitor.session());
        assertThat(visitor.asksWhoAmI().status()).isEqualTo(200);
    }

    @Test
    @DisplayName("steps up with a fresh code to a token of this moment, which the authorizer takes")
    void stepUp() {
        Visitor visitor = world.aVisitorWithPhone().registers();
        world.advance(Duration.ofMinutes(20));
        Instant before = world.now().truncatedTo(ChronoUnit.SECONDS);
        assertThat(authenticatedAt(visitor.accessToken())).isBefore(before);

        visitor.stepsUp();

        assertThat(authenticatedAt(visitor.accessToken())).isAfterOrEqualTo(before);
        assertThat(visitor.asksWhoAmI().status()).isEqualTo(200);
        assertThat(authenticatedAt(visitor.refreshes().accessToken())).isBefore(before);
    }

    private static Instant authenticatedAt(String accessToken) {
        byte[] claims = Base64.getUrlDecoder().decode(accessToken.split("\\.")[1]);
        try {
            return Instant.ofEpochSecond(
                    Http.JSON.readTree(claims).path("auth_time").asLong());
        } catch (IOException noToken) {
            throw new UncheckedIOException(noToken);
        }
    }
}
