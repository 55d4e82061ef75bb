package cn.touzhi.registration;

import java.util.Optional;
import java.util.function.Supplier;

/** Repeats what others may overtake between its reading and its writing: what is there then decides anew. */
public final class Attempts {
    /** As many as ten who do the same at once need, so that each of them gets through. */
    private static final int MOST = 10;

    private Attempts() {}

    /**
     * The outcome of {@code attempt}, which is empty where another writer was faster.
     *
     * @param busy the outcome where others were faster each time
     */
    public static <T> T until(Supplier<Optional<T>> attempt, T busy) {
        for (int tried = 0; tried < MOST; tried++) {
            Optional<T> outcome = attempt.get();
            if (outcome.isPresent()) {
                return outcome.get();
            }
        }
        return busy;
    }
}
