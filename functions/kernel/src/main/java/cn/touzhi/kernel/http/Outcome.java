package cn.touzhi.kernel.http;

import io.micronaut.http.HttpResponse;
import java.util.function.Function;

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

    /** What comes of {@code next} with what it gives. */
    default <R> Outcome<R> then(Function<T, Outcome<R>> next) {
        return switch (this) {
            case Done<T>(T value) -> next.apply(value);
            case Refused<T>(Refusal why) -> refused(why);
        };
    }

    /** The answer to the request. */
    default HttpResponse<?> answer(Function<T, HttpResponse<?>> granted) {
        return switch (this) {
            case Done<T>(T value) -> granted.apply(value);
            case Refused<T>(Refusal why) -> why.problem().toResponse();
        };
    }
}
