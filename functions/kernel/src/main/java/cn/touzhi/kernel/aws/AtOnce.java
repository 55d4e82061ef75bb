package cn.touzhi.kernel.aws;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Any number of calls that don't need each other, in the time of the slowest; see {@link SideBySide}. */
public final class AtOnce {
    private AtOnce() {}

    /** What all {@code calls} give, in their order. */
    public static <T> List<T> of(List<Supplier<T>> calls) {
        if (calls.size() <= 1) {
            return calls.stream().map(Supplier::get).toList();
        }
        return SideBySide.of(
                calls.getFirst(), () -> of(calls.subList(1, calls.size())), (first, others) -> Stream.concat(
                                Stream.of(first), others.stream())
                        .toList());
    }
}
