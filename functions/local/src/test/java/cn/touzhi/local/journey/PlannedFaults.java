package cn.touzhi.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The faults that a test has set, and whether a call has met each of them since. */
final class PlannedFaults {
    /** What becomes of calls that have no answer is told by the effect itself, and of others by the service's error. */
    private static final Set<String> WITHOUT_ANSWER = Set.of("timeout", "lose-answer", "crash");

    private final World world;
    private final List<Map<String, Object>> faults;
    private final Set<String> before;

    PlannedFaults(World world, List<Map<String, Object>> faults) {
        this.world = world;
        this.faults = faults;
        this.before = faults.stream()
                .flatMap(fault -> world.invocations(functionOf(fault)).stream())
                .map(PlannedFaults::idOf)
                .collect(Collectors.toSet());
    }

    /** Fails while no call has met one of them, or the invocation that made it isn't over. */
    PlannedFaults assertStruck() {
        for (Map<String, Object> fault : faults) {
            List<JsonNode> calls = world.invocations(functionOf(fault)).stream()
                    .filter(invocation -> !before.contains(idOf(invocation)))
                    .flatMap(invocation -> World.list(invocation.path("calls")).stream())
                    .toList();
            assertThat(calls).as("a call that met %s", fault).anyMatch(call -> meets(call, fault));
        }
        return this;
    }

    private static boolean meets(JsonNode call, Map<String, Object> fault) {
        return call.path("service")
                        .asText()
                        .equals(fault.getOrDefault(
                                "service", call.path("service").asText()))
                && call.path("operation")
                        .asText()
                        .equals(fault.getOrDefault(
                                "operation", call.path("operation").asText()))
                && call.path("millis").asLong() >= ((Number) fault.getOrDefault("delayMillis", 0)).longValue()
                && ended(call.path("outcome").asText(), fault);
    }

    private static boolean ended(String outcome, Map<String, Object> fault) {
        if (!fault.containsKey("effect")) {
            return true;
        }
        return WITHOUT_ANSWER.contains(fault.get("effect"))
                ? outcome.equals(fault.get("effect"))
                : !outcome.equals("ok") && !WITHOUT_ANSWER.contains(outcome);
    }

    private static String functionOf(Map<String, Object> fault) {
        return (String) fault.get("function");
    }

    private static String idOf(JsonNode invocation) {
        return invocation.path("id").asText();
    }
}
