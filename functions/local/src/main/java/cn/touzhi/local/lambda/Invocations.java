package cn.touzhi.local.lambda;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The latest invocations. */
final class Invocations {
    private static final int KEPT = 10_000;

    private final Deque<Invocation> latest = new ArrayDeque<>();

    synchronized void add(Invocation invocation) {
        latest.addFirst(invocation);
        if (latest.size() > KEPT) {
            latest.removeLast();
        }
    }

    /** Newest first, of one function or of all. */
    synchronized List<Invocation> of(Optional<String> function) {
        return latest.stream()
                .filter(invocation ->
                        function.map(invocation.function()::equals).orElse(true))
                .toList();
    }
}
