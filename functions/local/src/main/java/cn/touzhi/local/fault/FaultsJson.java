package cn.touzhi.local.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Faults as {@code /_local/faults} takes and gives them. */
public final class FaultsJson {
    private static final Set<String> FIELDS =
            Set.of("service", "operation", "function", "skip", "times", "effect", "delayMillis");

    private FaultsJson() {}

    /** @throws IllegalArgumentException in one sentence, if it is no list of faults */
    public static List<Fault> read(JsonNode list) {
        if (!list.isArray()) {
            throw new IllegalArgumentException("Faults come as a list.");
        }
        List<Fault> faults = new ArrayList<>();
        list.forEach(node -> faults.add(fault(node)));
        return faults;
    }

    private static Fault fault(JsonNode node) {
        node.fieldNames().forEachRemaining(name -> {
            if (!FIELDS.contains(name)) {
                throw new IllegalArgumentException("A fault has no field \"%s\".".formatted(name));
            }
        });
        Fault fault = new Fault(
                text(node, "service"),
                text(node, "operation"),
                text(node, "function"),
                number(node, "skip"),
                number(node, "times"),
                text(node, "effect").map(Effect::of),
                number(node, "delayMillis").map(Integer::longValue));
        if (fault.effect().isEmpty() && fault.delayMillis().isEmpty()) {
            throw new IllegalArgumentException("A fault needs an effect or delayMillis.");
        }
        return fault;
    }

    public static ArrayNode write(List<Fault> faults) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (Fault fault : faults) {
            ObjectNode node = list.addObject();
            fault.service().ifPresent(value -> node.put("service", value));
            fault.operation().ifPresent(value -> node.put("operation", value));
            fault.function().ifPresent(value -> node.put("function", value));
            fault.skip().ifPresent(value -> node.put("skip", value));
            fault.times().ifPresent(value -> node.put("times", value));
            fault.effect().ifPresent(value -> node.put("effect", value.word()));
            fault.delayMillis().ifPresent(value -> node.put("delayMillis", value));
        }
        return list;
    }

    private static Optional<String> text(JsonNode node, String name) {
        JsonNode value = node.path(name);
        if (!value.isMissingNode() && !value.isNull() && !value.isTextual()) {
            throw new IllegalArgumentException("The field \"%s\" of a fault is text.".formatted(name));
        }
        return value.isTextual() ? Optional.of(value.asText()) : Optional.empty();
    }

    private static Optional<Integer> number(JsonNode node, String name) {
        JsonNode value = node.path(name);
        if (!value.isMissingNode() && !value.isNull() && !(value.isInt() && value.intValue() >= 0)) {
            throw new IllegalArgumentException("The field \"%s\" of a fault is a whole number.".formatted(name));
        }
        return value.isInt() ? Optional.of(value.intValue()) : Optional.empty();
    }
}
