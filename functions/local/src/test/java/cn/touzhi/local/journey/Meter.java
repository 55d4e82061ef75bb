package cn.touzhi.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Counts what a piece of work costs, on the calls that really left the functions, their keys being at hand. */
final class Meter {
    /** Functions keep secrets and keys for a while; a call for one is no cost of the work that happened to need it. */
    private static final Set<String> KEPT = Set.of("GetSecretValue", "Decrypt");

    private final World world;

    Meter(World world) {
        this.world = world;
    }

    /** What {@code functions} use for {@code work}. */
    Use of(List<String> functions, Runnable work) {
        return of(functions, () -> "", given -> work.run());
    }

    /**
     * What {@code functions} use for {@code work}, without what {@code given} uses. Repeated until no environment had to
     * fetch its keys first.
     */
    <G> Use of(List<String> functions, Supplier<G> given, Consumer<G> work) {
        return world.await(() -> {
            G before = given.get();
            world.drain();
            Set<String> known = invocations(functions)
                    .map(invocation -> invocation.path("id").asText())
                    .collect(Collectors.toSet());
            work.accept(before);
            world.drain();
            List<JsonNode> fresh = invocations(functions)
                    .filter(invocation -> !known.contains(invocation.path("id").asText()))
                    .toList();
            assertThat(fresh).isNotEmpty();
            List<JsonNode> calls = fresh.stream()
                    .flatMap(invocation -> World.list(invocation.path("calls")).stream())
                    .toList();
            assertThat(calls)
                    .as("keys are at hand")
                    .noneMatch(call -> KEPT.contains(call.path("operation").asText()));
            return new Use(fresh, calls);
        });
    }

    private Stream<JsonNode> invocations(List<String> functions) {
        return functions.stream().flatMap(function -> world.invocations(function).stream());
    }

    /** Invocations, and the calls to AWS that they made. */
    record Use(List<JsonNode> invocations, List<JsonNode> calls) {
        /** Requests to DynamoDB. */
        int roundTrips() {
            return Math.toIntExact(callsTo("dynamodb"));
        }

        /** Requests to a service. */
        long callsTo(String service) {
            return calls.stream()
                    .filter(call -> call.path("service").asText().equals(service))
                    .count();
        }

        double writeUnits() {
            return sum("writeUnits");
        }

        double readUnits() {
            return sum("readUnits");
        }

        private double sum(String units) {
            return calls.stream()
                    .mapToDouble(call -> call.path(units).asDouble())
                    .sum();
        }
    }
}
