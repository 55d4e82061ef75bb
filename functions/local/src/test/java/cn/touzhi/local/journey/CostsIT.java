package cn.touzhi.local.journey;

import cn.touzhi.local.readme.Generated;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The costs in README.md: the requests counted here, times list prices, at an assumed duration. */
@ExtendWith(RunningCloud.class)
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
    private static final double MEGABYTES_IN_GIGABYTE = 1024;
    /** All that one operation can reach. */
    private static final List<String> FUNCTIONS =
            List.of("RegistrationFunction", RELAY, "SendingFunction", "PrivacyHearingFunction", "PrivacyFunction");
    /** Of these, those that a queue calls. */
    private static final Set<String> QUEUED = Set.of("SendingFunction", "PrivacyHearingFunction");
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
        Visitor visitor = world.aVisitorWithPhone().registers();

        row("ask for a code and have it sent", meter.of(FUNCTIONS, () -> world.aVisitorWithPhone()
                .asksForCode()
                .readsCode()));
        row(
                "try a code",
                meter.of(
                        FUNCTIONS,
                        () -> world.aVisitorWithPhone().asksForCode(),
                        asked -> asked.tries(asked.readsCode())));
        row(
                "register",
                meter.of(
                        FUNCTIONS,
                        () -> world.aVisitorWithPhone().asksForCode().provesAddress(),
                        proved -> proved.requestsAccount("1990-05-17")));
        row("refresh", meter.of(FUNCTIONS, visitor::refreshes));
        row("who am I", meter.of(FUNCTIONS, visitor::asksWhoAmI));
        row(
                "consent",
                meter.of(
                        FUNCTIONS,
                        () -> visitor.withdraws("resume-photo"),
                        withdrawn -> visitor.gives("resume-photo")));

        new Generated("costs")
                .assertIs("| operation | write units | read units | requests to AWS | invocations | USD a million |\n"
                        + "|---|---|---|---|---|---|\n" + table);
    }

    private void row(String operation, Meter.Use use) {
        List<String> functions = functionsIn(use);
        long queued = use.invocations().stream()
                .filter(invocation ->
                        QUEUED.contains(invocation.path("function").asText()))
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
                + functions.stream().mapToDouble(this::lambda).sum();
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

    /** How many of a stream's records one invocation of the relay gets is chance: it counts once, if it comes at all. */
    private static List<String> functionsIn(Meter.Use use) {
        List<String> all = use.invocations().stream()
                .map(invocation -> invocation.path("function").asText())
                .toList();
        return Stream.concat(
                        all.stream().filter(function -> !function.equals(RELAY)),
                        all.stream().filter(RELAY::equals).limit(1))
                .toList();
    }

    private double lambda(String function) {
        double megabytes = World.list(
                        world.http().get("/_local/template", Map.of()).body().path("functions"))
                .stream()
                .filter(one -> one.path("logicalId").asText().equals(function))
                .mapToDouble(one -> one.path("memoryMegabytes").asDouble())
                .sum();
        return PRICES.get("invocation") + SECONDS * megabytes / MEGABYTES_IN_GIGABYTE * GIGABYTE_SECOND_ARM;
    }
}
