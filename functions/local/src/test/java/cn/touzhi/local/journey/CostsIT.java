package cn.touzhi.local.journey;

import cn.touzhi.local.readme.Generated;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/** The costs in README.md: the requests counted here, times list prices, at an assumed duration. */
@ExtendWith(RunningCloud.class)
@EnabledIfSystemProperty(named = "renew", matches = ".*", disabledReason = "a measurement, made anew with -Drenew")
@DisplayName("README.md")
class CostsIT {
    /** USD for a million, us-east-1, as AWS lists them; China has prices of its own. */
    private static final Map<String, Double> PRICES = Map.of(
            "write unit",
            0.625,
            "read unit",
            0.125,
            "HTTP request",
            1.0,
            "invocation",
            0.20,
            "publish",
            0.50,
            "queue",
            0.40,
            "key",
            3.0);

    private static final double GIGABYTE_SECOND_ARM = 13.3334;
    private static final String RELAY = "RelayFunction";
    private static final double SECONDS = 0.1;
    private static final Map<String, Double> GIGABYTES =
            Map.of("RegistrationFunction", 1.0, "SendingFunction", 0.5, RELAY, 0.5);
    /** Receiving and deleting one message. */
    private static final int QUEUE_REQUESTS = 2;

    private final World world;
    private final Meter meter;
    private final StringBuilder table = new StringBuilder();

    CostsIT(World world) {
        this.world = world;
        this.meter = new Meter(world);
    }

    @Test
    @DisplayName("says what each operation costs, as counted")
    void costs() throws IOException {
        List<String> front = List.of("RegistrationFunction");
        Visitor visitor = world.aVisitorWithPhone().registers();

        row(
                "ask for a code and have it sent",
                meter.of(
                        List.of("RegistrationFunction", "RelayFunction", "SendingFunction"),
                        () -> world.aVisitorWithPhone().asksForCode().readsCode()));
        row(
                "try a code",
                meter.of(
                        front, () -> world.aVisitorWithPhone().asksForCode(), asked -> asked.tries(asked.readsCode())));
        row(
                "register",
                meter.of(
                        List.of("RegistrationFunction", "RelayFunction"),
                        () -> world.aVisitorWithPhone().asksForCode().provesAddress(),
                        proved -> proved.requestsAccount("1990-05-17")));
        row("refresh", meter.of(front, visitor::refreshes));
        row("who am I", meter.of(front, visitor::asksWhoAmI));

        new Generated("costs")
                .assertIs("| operation | write units | read units | requests to AWS | invocations | USD a million |\n"
                        + "|---|---|---|---|---|---|\n" + table);
    }

    private void row(String operation, Meter.Use use) {
        // how many of the stream's records one invocation of the relay gets is chance: it counts once
        List<String> functions = Stream.concat(
                        use.invocations().stream()
                                .map(invocation -> invocation.path("function").asText())
                                .filter(function -> !function.equals(RELAY)),
                        use.callsTo("sns") > 0 ? Stream.of(RELAY) : Stream.of())
                .toList();
        long queued = use.invocations().stream()
                .filter(invocation -> invocation.path("function").asText().equals("SendingFunction"))
                .count();
        long http = use.invocations().stream()
                .filter(invocation -> invocation.path("source").asText().equals("Api"))
                .count();
        double price = use.writeUnits() * PRICES.get("write unit")
                + use.readUnits() * PRICES.get("read unit")
                + http * PRICES.get("HTTP request")
                + use.callsTo("sns") * PRICES.get("publish")
                + use.callsTo("kms") * PRICES.get("key")
                + queued * QUEUE_REQUESTS * PRICES.get("queue")
                + use.invocations().stream()
                        .mapToDouble(
                                invocation -> lambda(invocation.path("function").asText()))
                        .sum();
        table.append(String.format(
                Locale.ROOT,
                "| %s | %.0f | %.1f | %d | %d | %.2f |\n",
                operation,
                use.writeUnits(),
                use.readUnits(),
                use.calls().size(),
                functions.size(),
                price));
    }

    private static double lambda(String function) {
        return PRICES.get("invocation") + SECONDS * GIGABYTES.get(function) * GIGABYTE_SECOND_ARM;
    }
}
