package cn.touzhi.kernel.erasure;

import static cn.touzhi.kernel.dynamo.Attributes.number;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What an erasure has come upon so far.
 *
 * @param erased how many items of each kind, by its name in the inventory
 * @param kept what stays, one entry for each kind
 */
public record Findings(SortedMap<String, Integer> erased, List<Kept> kept) {
    /** Nothing yet. */
    public static final Findings NONE = new Findings(new TreeMap<>(), List.of());

    /** Takes copies. */
    public Findings {
        erased = new TreeMap<>(erased);
        kept = List.copyOf(kept);
    }

    /** One item erased for each entry of {@code kinds}. */
    public static Findings erased(Collection<String> kinds) {
        return new Findings(
                kinds.stream().collect(Collectors.toMap(kind -> kind, kind -> 1, Integer::sum, TreeMap::new)),
                List.of());
    }

    /** With what stays beside. */
    public Findings keeping(Optional<Kept> more) {
        return and(new Findings(new TreeMap<>(), more.stream().toList()));
    }

    /** Both together; of what stays in both, the later end counts. */
    public Findings and(Findings other) {
        SortedMap<String, Integer> all = new TreeMap<>(erased);
        other.erased.forEach((kind, count) -> all.merge(kind, count, Integer::sum));
        SortedMap<String, Kept> stay = new TreeMap<>();
        List<Kept> both = new ArrayList<>(kept);
        both.addAll(other.kept);
        both.forEach(one -> stay.merge(one.kind(), one, (a, b) -> a.until().isBefore(b.until()) ? b : a));
        return new Findings(all, List.copyOf(stay.values()));
    }

    AttributeValue erasedAttribute() {
        return AttributeValue.fromM(
                erased.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, e -> number(e.getValue()))));
    }

    AttributeValue keptAttribute() {
        return AttributeValue.fromL(kept.stream().map(Kept::toAttribute).toList());
    }

    static Findings of(Map<String, AttributeValue> item) {
        SortedMap<String, Integer> erased = new TreeMap<>();
        item.get(Fence.ERASED).m().forEach((kind, count) -> erased.put(kind, Integer.parseInt(count.n())));
        return new Findings(
                erased, item.get(Fence.KEPT).l().stream().map(Kept::of).toList());
    }
}
