package cn.touzhi.kernel.standing;

import cn.touzhi.kernel.http.Problem;
import java.time.Duration;
import java.util.Optional;

/** Whether something may be done that needs a consent. */
public sealed interface ConsentDecision {
    /** A change of consents holds everywhere within five seconds; most do within one. */
    Duration SOON = Duration.ofSeconds(1);

    /** The answer to whoever may not; empty for whoever may. */
    default Optional<Problem> refusal() {
        return switch (this) {
            case Given _ -> Optional.empty();
            case Pending _ ->
                Optional.of(Problem.of(409, "consent-pending", "A change of consents has not arrived here yet")
                        .retryAfter(SOON));
            case Missing(String purpose) ->
                Optional.of(Problem.of(403, "consent-required", "A consent is needed for this")
                        .with("purpose", purpose));
        };
    }

    /** The consent holds. */
    record Given() implements ConsentDecision {}

    /** The client knows of a change that has not arrived here. */
    record Pending() implements ConsentDecision {}

    /**
     * No consent holds.
     *
     * @param purpose which one is needed
     */
    record Missing(String purpose) implements ConsentDecision {}
}
