package cn.touzhi.registration.verification;

import java.time.Duration;

/** What came of asking for a code. */
public sealed interface Asked {
    /** A code is on its way, for this request or for the one that it repeats. */
    record Accepted(VerificationStatus status) implements Asked {}

    /** The same key came with another request before. */
    record KeyReused() implements Asked {}

    /** The address gets no more messages before {@code pause} is over. */
    record TooMany(Duration pause) implements Asked {}
}
