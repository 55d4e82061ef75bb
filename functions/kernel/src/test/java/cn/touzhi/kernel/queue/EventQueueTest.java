package cn.touzhi.kernel.queue;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.InMemoryQueue;
import cn.touzhi.kernel.Invocation;
import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.event.EventId;
import cn.touzhi.kernel.event.EventJson;
import cn.touzhi.kernel.log.OperationLog;
import com.amazonaws.services.lambda.runtime.Context;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A queue of events")
class EventQueueTest {
    private final InMemoryQueue messages = new InMemoryQueue();
    private final List<String> log = new ArrayList<>();
    private final List<String> heard = new ArrayList<>();
    private final EventQueue queue =
            new EventQueue(messages, "url", new OperationLog("sending", Clock.systemUTC(), log::add), new Random(1));

    @Test
    @DisplayName("returns exactly the poison of a batch, and lets the others through")
    void poison() {
        for (int i = 1; i <= 10; i++) {
            messages.add(i % 3 == 1 ? "{\"specversion\":\"1.0\"," : event("one"));
        }

        consume(this::done);

        assertThat(messages.left()).containsExactly("m1", "m4", "m7", "m10");
        assertThat(heard).hasSize(6);
        assertThat(log)
                .filteredOn(line -> line.contains("\"MessageMalformed\":1"))
                .hasSize(4);
        assertThat(messages.hidden()).containsOnlyKeys("m1", "m4", "m7", "m10").containsValue(0);
    }

    @Test
    @DisplayName("returns a message whose consumer fails, and tells where but not over what")
    void failing() {
        messages.add(event("one"));
        messages.add(event("AAAAAAAAAAAAAAAAAAAAAA"));
        messages.add(event("+8613800138000"));

        consume(event -> {
            if (event.id().value().equals("one")) {
                return done(event);
            }
            throw new IllegalStateException("+8613800138000");
        });

        assertThat(messages.left()).containsExactly("m2", "m3");
        assertThat(log).anyMatch(line -> line.contains("\"eventId\":\"AAAAAAAAAAAAAAAAAAAAAA\""));
        assertThat(String.join("", log))
                .contains("java.lang.IllegalStateException")
                .doesNotContain("13800138000");
    }

    @Test
    @DisplayName("takes an event without what its type promises for poison")
    void malformedData() {
        messages.add(event("one"));

        consume(event -> {
            throw new EventJson.MalformedEventException();
        });

        assertThat(messages.left()).containsExactly("m1");
        assertThat(log).anyMatch(line -> line.contains("\"MessageMalformed\":1"));
    }

    @Test
    @DisplayName("drops and counts what is none of the consumer's business")
    void foreign() {
        messages.add(event("one"));

        consume(event -> Heard.FOREIGN);

        assertThat(messages.left()).isEmpty();
        assertThat(log).anyMatch(line -> line.contains("\"EventForeign\":1"));
    }

    @Test
    @DisplayName("lets what must come again rest longer each time, up to a minute")
    void pauses() {
        messages.add(event("one"));
        List<Integer> pauses = new ArrayList<>();

        for (int i = 0; i < 9; i++) {
            consume(event -> Heard.AGAIN);
            pauses.add(messages.hidden().get("m1"));
        }

        int[] longest = {1, 2, 4, 8, 16, 32, 60, 60, 60};
        for (int i = 0; i < longest.length; i++) {
            assertThat(pauses.get(i)).isBetween(longest[i] - longest[i] / 4, longest[i]);
        }
    }

    @Test
    @DisplayName("gives up within the tries that the queue allows only after more than a code's ten minutes")
    void patience() {
        int shortest = 0;
        for (int tries = 1; tries < 25; tries++) {
            shortest += Pause.secondsAfter(tries, new Random() {
                @Override
                public int nextInt(int bound) {
                    return bound - 1;
                }
            });
        }

        assertThat(shortest).isGreaterThan(600);
    }

    @Test
    @DisplayName("returns a message all the same when it can't be hidden")
    void notHidden() {
        messages.add(event("one"));
        messages.isDown();

        consume(event -> Heard.AGAIN);

        assertThat(messages.left()).containsExactly("m1");
    }

    @Test
    @DisplayName("begins no message in the second half of the invocation's time")
    void hurried() {
        messages.add(event("one"));
        messages.add(event("two"));
        messages.add(event("three"));

        consume(this::done, Invocation.withMillisLeft(10_000, 9_900, 5_000, 4_999));

        assertThat(heard).containsExactly("one", "two");
        assertThat(messages.left()).containsExactly("m3");
    }

    private Heard done(Event event) {
        heard.add(event.id().value());
        return Heard.DONE;
    }

    private void consume(EventListener listener) {
        consume(listener, Invocation.unhurried());
    }

    private void consume(EventListener listener, Context context) {
        messages.settle(queue.consume(messages.receive(), context, listener));
    }

    private static String event(String id) {
        return EventJson.write(new Event(
                new EventId(id),
                "cn.touzhi.registration.CodeRequested.v1",
                Optional.empty(),
                Instant.parse("2026-11-23T12:00:00Z"),
                Map.of()));
    }
}
