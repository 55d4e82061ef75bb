package cn.touzhi.local.state;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Which of all that is stored somebody wants to see.
 *
 * @param store table, queue or log group by its logical id; empty for all
 * @param contains what the key must hold; empty for anything
 * @param limit how many at most; empty for all
 */
record StoresQuery(Optional<String> store, Optional<String> contains, Optional<Integer> limit) {
    /** @throws IllegalArgumentException in one sentence, if the limit is no number */
    static StoresQuery of(LocalRequest request) {
        return new StoresQuery(request.parameter("store"), request.parameter("contains"), request.number("limit"));
    }

    /** Gives on to {@code lines} what is asked for. */
    Consumer<JsonNode> before(Consumer<JsonNode> lines) {
        AtomicInteger given = new AtomicInteger();
        return line -> {
            if (wants(line) && limit.map(most -> given.get() < most).orElse(true)) {
                given.incrementAndGet();
                lines.accept(line);
            }
        };
    }

    private boolean wants(JsonNode line) {
        return store.map(line.path("store").asText()::equals).orElse(true)
                && contains.map(line.path("key").asText()::contains).orElse(true);
    }
}
