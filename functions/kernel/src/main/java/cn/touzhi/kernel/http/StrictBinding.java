package cn.touzhi.kernel.http;

import io.micronaut.core.beans.BeanIntrospection;
import io.micronaut.core.beans.BeanIntrospector;
import io.micronaut.core.beans.BeanProperty;
import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds JSON against the type that it is to become, member by member.
 *
 * <p>The mapper converts where it can: {@code 7} to {@code "7"}, {@code 4.0} to {@code 4}, {@code ["a"]} to {@code "a"}.
 * So each value is read and written again; where that gives other JSON than came in, something was converted. That
 * holds for every type the mapper knows, now and later, and a time or a number passes in its one usual form only.
 */
final class StrictBinding {
    private final JsonMapper json;

    StrictBinding(JsonMapper json) {
        this.json = json;
    }

    /** {@code tree} as a {@code type}; refused where it isn't exactly that, with what is wrong where. */
    <T> Outcome<T> bind(JsonNode tree, Argument<T> type) {
        List<Problem.Fault> faults = faultsOf(tree, type);
        if (!faults.isEmpty()) {
            return Outcome.refused(new Refusal.Unfit(faults));
        }
        try {
            T value = json.readValueFromTree(tree, type);
            if (value != null) {
                return Outcome.done(value);
            }
        } catch (IOException | RuntimeException unfit) {
            // a rule between fields, kept by the type's constructor; the message could quote a value
        }
        return Outcome.refused(
                new Refusal.Unfit(List.of(new Problem.Fault("", "must be an object with the fields described"))));
    }

    /** What in {@code tree} is no {@code type}; empty if nothing is. */
    List<Problem.Fault> faultsOf(JsonNode tree, Argument<?> type) {
        List<Problem.Fault> faults = new ArrayList<>();
        check(tree, type, "", faults);
        return faults;
    }

    private void check(JsonNode node, Argument<?> type, String pointer, List<Problem.Fault> faults) {
        Optional<? extends BeanIntrospection<?>> bean = node.isObject() ? beanOf(type) : Optional.empty();
        if (bean.isPresent()) {
            for (Map.Entry<String, JsonNode> member : node.entries()) {
                checkMember(member, bean.get(), pointer, faults);
            }
        } else if (node.isArray() && Collection.class.isAssignableFrom(type.getType())) {
            Argument<?> element = type.getFirstTypeVariable().orElse(Argument.OBJECT_ARGUMENT);
            int index = 0;
            for (JsonNode value : node.values()) {
                check(value, element, pointer + "/" + index++, faults);
            }
        } else if (!survives(node, type)) {
            faults.add(new Problem.Fault(pointer, "is not of the type, or not one of the values, described"));
        }
    }

    private void checkMember(
            Map.Entry<String, JsonNode> member, BeanIntrospection<?> bean, String pointer, List<Problem.Fault> faults) {
        Optional<? extends BeanProperty<?, ?>> property = bean.getProperty(member.getKey());
        if (property.isPresent()) {
            check(member.getValue(), property.get().asArgument(), pointer + "/" + member.getKey(), faults);
        } else {
            // the name is the client's own text and is not repeated
            faults.add(new Problem.Fault(pointer, "must have no fields but those described"));
        }
    }

    private boolean survives(JsonNode node, Argument<?> type) {
        if (node.isNull()) {
            return false;
        }
        try {
            return isSame(node, written(json.readValueFromTree(node, type), type));
        } catch (IOException | RuntimeException unfit) {
            return false;
        }
    }

    /** A whole number was read as a large one and is written as the type has it: what counts is how it looks. */
    private static boolean isSame(JsonNode node, JsonNode written) {
        return node.isNumber() && written.isNumber()
                ? node.getNumberValue()
                        .toString()
                        .equals(written.getNumberValue().toString())
                : node.equals(written);
    }

    @SuppressWarnings("unchecked")
    private <T> JsonNode written(Object value, Argument<T> type) throws IOException {
        return value == null ? JsonNode.nullNode() : json.writeValueToTree(type, (T) value);
    }

    private static Optional<? extends BeanIntrospection<?>> beanOf(Argument<?> type) {
        return type.getType().isEnum() ? Optional.empty() : BeanIntrospector.SHARED.findIntrospection(type.getType());
    }
}
