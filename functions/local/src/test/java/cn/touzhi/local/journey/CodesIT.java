package cn.touzhi.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.Clause;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningCloud.class)
@Clause("5")
@DisplayName("A code")
class CodesIT {
    private final World world;

    CodesIT(World world) {
        this.world = world;
    }

    @Test
    @DisplayName("that is wrong says how many guesses are left, and the fifth burns it")
    void wrong() {
        Visitor visitor = world.aVisitorWithPhone().asksForCode();
        String code = visitor.readsCode();

        for (int left = 4; left >= 0; left--) {
            Answer answer = visitor.tries(otherThan(code));
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.problem()).isEqualTo("wrong-code");
            assertThat(answer.body().path("remaining").asInt()).isEqualTo(left);
        }

        assertThat(visitor.tries(code).status()).isEqualTo(410);
        assertThat(visitor.tries(code).problem()).isEqualTo("code-burnt");
    }

    @Test
    @DisplayName("is compared five times at most, though fifty guesses come at once")
    void fiftyAtOnce() throws Exception {
        Visitor visitor = world.aVisitorWithPhone().asksForCode();
        String wrong = otherThan(visitor.readsCode());
        Callable<Answer> guess = () -> visitor.tries(wrong);

        List<Answer> answers;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            answers = threads.invokeAll(Stream.generate(() -> guess).limit(50).toList()).stream()
                    .map(Future::resultNow)
                    .toList();
        }

        assertThat(answers)
                .filteredOn(answer -> answer.problem().equals("wrong-code"))
                .hasSize(5);
        assertThat(answers)
                .filteredOn(answer -> answer.problem().equals("code-burnt"))
                .hasSize(45);
    }

    @Test
    @DisplayName("that comes after ten minutes is late")
    void late() {
        Visitor visitor = world.aVisitorWithPhone().asksForCode();
        String code = visitor.readsCode();

        world.advance(Duration.ofMinutes(10).plusSeconds(1));

        assertThat(visitor.tries(code).status()).isEqualTo(410);
        assertThat(visitor.tries(code).problem()).isEqualTo("code-expired");
    }

    @Test
    @DisplayName("of one verification doesn't open another of the same address")
    void foreign() {
        Visitor first = world.aVisitorWithPhone().asksForCode();
        String firstCode = first.readsCode();
        Visitor second = first.onAnotherDevice().asksForCode();
        String secondCode = second.readsCode();

        if (!firstCode.equals(secondCode)) {
            assertThat(second.tries(firstCode).problem()).isEqualTo("wrong-code");
        }
        assertThat(second.tries(secondCode).status()).isEqualTo(200);
        assertThat(first.tries(firstCode).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("given again after a dropped connection gives the same success, and another one none")
    void again() {
        Visitor visitor = world.aVisitorWithPhone().asksForCode();
        String code = visitor.readsCode();

        assertThat(visitor.tries(code).status()).isEqualTo(200);
        assertThat(visitor.tries(code).status()).isEqualTo(200);
        assertThat(visitor.tries(otherThan(code)).problem()).isEqualTo("wrong-code");
    }

    @Test
    @DisplayName("that was used opens nothing more for another device")
    void used() {
        Visitor visitor = world.aVisitorWithPhone().registers();

        Answer answer = visitor.withDeviceSecret(Visitor.newDeviceSecret()).requestsSession();

        assertThat(answer.status()).isEqualTo(410);
        assertThat(answer.problem()).isEqualTo("proof-not-usable");
        assertThat(visitor.asksWhoAmI().status()).isEqualTo(200);
    }

    @Test
    @DisplayName("falls silent once another was asked for, which may be after a minute at the earliest")
    void another() {
        Visitor visitor = world.aVisitorWithPhone().asksForCode();
        String old = visitor.readsCode();

        Answer early = visitor.requestsAnotherCode(UUID.randomUUID().toString());
        assertThat(early.status()).isEqualTo(429);
        assertThat(early.problem()).isEqualTo("too-early");
        assertThat(early.header("retry-after").map(Integer::parseInt).orElseThrow())
                .isBetween(1, 60);

        world.advance(Duration.ofSeconds(61));
        Answer sent = visitor.requestsAnotherCode(UUID.randomUUID().toString());
        assertThat(sent.status()).as(sent.text()).isEqualTo(202);
        assertThat(sent.body().path("number").asInt()).isEqualTo(2);
        String fresh = visitor.readsCode(2);
        if (!fresh.equals(old)) {
            assertThat(visitor.tries(old).problem()).isEqualTo("wrong-code");
        }
        assertThat(visitor.tries(fresh).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("is sent five times an hour to one address, three at once, and ten times a day")
    void limits() {
        Visitor visitor = world.aVisitorWithPhone();
        asksFiveTimes(visitor);

        Answer sixth = visitor.requestsCode(UUID.randomUUID().toString());
        assertThat(sixth.status()).isEqualTo(429);
        assertThat(sixth.problem()).isEqualTo("too-many-codes");

        // or those still on their way would be late, and given back
        world.drain();
        world.advance(Duration.ofMinutes(61));
        asksFiveTimes(visitor);
        world.drain();
        world.advance(Duration.ofMinutes(61));
        assertThat(visitor.requestsCode(UUID.randomUUID().toString()).status()).isEqualTo(429);
        world.advance(Duration.ofHours(23));
        visitor.asksForCode();
    }

    @Test
    @DisplayName("asked for twice with one idempotency key is sent once, and the key can't serve another request")
    void idempotent() {
        Visitor visitor = world.aVisitorWithPhone();
        String key = UUID.randomUUID().toString();

        Answer first = visitor.requestsCode(key);
        Answer second = visitor.requestsCode(key);
        Answer other = visitor.withLocale("en").requestsCode(key);

        assertThat(first.status()).isEqualTo(202);
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.problem()).isEqualTo("idempotency-key-reused");
        world.awaitMessages("sms", visitor.address(), 1);
        world.drain();
        assertThat(world.messages("sms", visitor.address())).hasSize(1);
    }

    @Test
    @DisplayName("asked for again twice with one idempotency key is sent again once")
    void idempotentAgain() {
        Visitor visitor = world.aVisitorWithPhone().asksForCode();
        visitor.readsCode();
        world.advance(Duration.ofSeconds(61));
        String key = UUID.randomUUID().toString();

        Answer first = visitor.requestsAnotherCode(key);
        Answer second = visitor.requestsAnotherCode(key);
        Answer other = visitor.requestsAnotherCode(UUID.randomUUID().toString());

        assertThat(first.status()).as(first.text()).isEqualTo(202);
        assertThat(second.status()).isEqualTo(202);
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(other.problem()).isEqualTo("too-early");
        world.drain();
        assertThat(world.messages("sms", visitor.address())).hasSize(2);
        assertThat(visitor.provesAddress().proof()).isNotEmpty();
    }

    private void asksFiveTimes(Visitor visitor) {
        for (int i = 0; i < 3; i++) {
            visitor.asksForCode();
        }
        assertThat(visitor.requestsCode(UUID.randomUUID().toString()).problem()).isEqualTo("too-many-open");
        world.drain();
        world.advance(Duration.ofMinutes(10).plusSeconds(1));
        visitor.asksForCode();
        visitor.asksForCode();
    }

    /** A code of six digits that {@code code} is not. */
    private static String otherThan(String code) {
        return "%06d".formatted((Integer.parseInt(code) + 1) % 1_000_000);
    }
}
