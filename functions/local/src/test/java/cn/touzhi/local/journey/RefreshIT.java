package cn.touzhi.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningCloud.class)
@DisplayName("A refresh token")
class RefreshIT {
    private final World world;

    RefreshIT(World world) {
        this.world = world;
    }

    @Test
    @DisplayName("is another after each use")
    void rotates() {
        Visitor visitor = world.aVisitorWithPhone().registers();
        String first = visitor.refreshToken();

        visitor.refreshes();

        assertThat(visitor.refreshToken()).isNotEqualTo(first);
        assertThat(visitor.refreshes().asksWhoAmI().status()).isEqualTo(200);
    }

    @Test
    @DisplayName("whose answer was lost gives the same next one again, within a minute")
    void lost() {
        Visitor visitor = world.aVisitorWithPhone().registers();
        String old = visitor.refreshToken();

        Answer lost = visitor.requestsRefresh(old);
        Answer repeated = visitor.requestsRefresh(old);

        assertThat(lost.status()).isEqualTo(200);
        assertThat(repeated.status()).as(repeated.text()).isEqualTo(200);
        assertThat(tokenIn(repeated)).isNotEmpty().isEqualTo(tokenIn(lost)).isNotEqualTo(old);
        assertThat(visitor.remember(repeated, 200).refreshes().asksWhoAmI().status())
                .isEqualTo(200);
    }

    @Test
    @DisplayName("used by two tabs at once leaves one session alive, with one line of tokens")
    void twoTabs() throws Exception {
        Visitor visitor = world.aVisitorWithPhone().registers();
        String token = visitor.refreshToken();
        Callable<Answer> refresh = () -> visitor.requestsRefresh(token);

        List<Answer> answers;
        try (var threads = Executors.newFixedThreadPool(4)) {
            answers = threads.invokeAll(Stream.generate(() -> refresh).limit(4).toList()).stream()
                    .map(Future::resultNow)
                    .toList();
        }

        assertThat(answers)
                .allSatisfy(
                        answer -> assertThat(answer.status()).as(answer.text()).isEqualTo(200));
        assertThat(answers)
                .extracting(RefreshIT::tokenIn)
                .doesNotContain(token)
                .containsOnly(tokenIn(answers.getFirst()));
        assertThat(visitor.remember(answers.getLast(), 200)
                        .refreshes()
                        .asksWhoAmI()
                        .status())
                .isEqualTo(200);
    }

    @Test
    @DisplayName("that comes again after a minute ends the session, and stays ended")
    void reused() {
        Visitor visitor = world.aVisitorWithPhone().registers();
        String old = visitor.refreshToken();
        visitor.refreshes();

        world.advance(Duration.ofSeconds(90));
        Answer reused = visitor.requestsRefresh(old);

        assertThat(reused.status()).isEqualTo(401);
        assertThat(reused.problem()).isEqualTo("session-ended");
        assertThat(visitor.requestsRefresh(visitor.refreshToken()).status()).isEqualTo(401);
        assertThat(visitor.asksWhoAmI().status()).isEqualTo(401);
    }

    @Test
    @DisplayName("two uses old ends the session even within the minute")
    void grandparent() {
        Visitor visitor = world.aVisitorWithPhone().registers();
        String grandparent = visitor.refreshToken();
        visitor.refreshes().refreshes();

        assertThat(visitor.requestsRefresh(grandparent).status()).isEqualTo(401);
        assertThat(visitor.requestsRefresh(visitor.refreshToken()).status()).isEqualTo(401);
    }

    @Test
    @DisplayName("from another device ends the session")
    void stolen() {
        Visitor visitor = world.aVisitorWithPhone().registers();
        String own = visitor.deviceSecret();

        Answer stolen = visitor.withDeviceSecret(Visitor.newDeviceSecret()).requestsRefresh(visitor.refreshToken());

        assertThat(stolen.status()).isEqualTo(401);
        assertThat(visitor.withDeviceSecret(own)
                        .requestsRefresh(visitor.refreshToken())
                        .status())
                .isEqualTo(401);
    }

    @Test
    @DisplayName(
            "that was forged, cut, turned into an access token or the other way round opens nothing and ends nothing")
    void forged() {
        Visitor visitor = world.aVisitorWithPhone().registers();
        String token = visitor.refreshToken();
        String flipped = (token.charAt(0) == 'A' ? 'B' : 'A') + token.substring(1);

        for (String bad : List.of(flipped, token.substring(0, token.length() - 1), visitor.accessToken(), "x")) {
            assertThat(visitor.requestsRefresh(bad).status()).isIn(400, 401);
        }
        assertThat(world.http()
                        .get("/v1/accounts/me", Map.of("authorization", "Bearer " + token))
                        .status())
                .isEqualTo(401);
        assertThat(visitor.refreshes().asksWhoAmI().status()).isEqualTo(200);
    }

    @Test
    @DisplayName("that nobody used for thirty days has ended")
    void idle() {
        Visitor visitor = world.aVisitorWithPhone().registers();

        world.advance(Duration.ofDays(30).plusSeconds(1));

        assertThat(visitor.requestsRefresh(visitor.refreshToken()).problem()).isEqualTo("session-ended");
    }

    private static String tokenIn(Answer answer) {
        return answer.body().path("refreshToken").asText();
    }
}
