package cn.touzhi.kernel.http;

import java.util.Optional;
import java.util.function.Supplier;

/** Repeats what others may overtake between its reading and its writing: what is there then decides anew. */
public final class Attempts {
    /** As many as ten who do the same at once need, so that each of them gets through. */
    private static final int MOST = 10;

    private Attempts() {}

    /** The outcome of {@code attempt}, which is empty where another writer was faster. */
    public static <T> Outcome<T> until(Supplier<Optional<Outcome<T>>> attempt) {
        for (int tried = 0; tried < MOST; tried++) {
            Optional<Outcome<T>> outcome = attempt.get();
            if (outcome.isPresent()) {
                return outcome.get();
            }
        }
        return Outcome.refused(new Refusal.Busy());
    }
}
