package cn.touzhi.jobs;

/**
 * What came of a request.
 *
 * @param <T> what it gives where it is granted
 */
public sealed interface Outcome<T> {
    /** It is as was asked for, now or before. */
    record Done<T>(T value) implements Outcome<T> {}

    /** Nothing was done. */
    record Refused<T>(Refusal why) implements Outcome<T> {}

    /** It is as was asked for. */
    static <T> Outcome<T> done(T value) {
        return new Done<>(value);
    }

    /** Nothing was done. */
    static <T> Outcome<T> refused(Refusal why) {
        return new Refused<>(why);
    }
}
