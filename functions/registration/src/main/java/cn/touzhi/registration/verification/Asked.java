package cn.touzhi.registration.verification;

import java.time.Duration;

/** What came of asking for a code. */
public sealed interface Asked {
    /** A code is on its way, for this request or for the one that it repeats. */
    record Accepted(VerificationStatus status) implements Asked {}

    /** The same key came with another request before. */
    record KeyReused() implements Asked {}

    /**
     * The address gets no more messages before {@code pause} is over.
     *
     * @param harder whether it would, with a harder challenge solved
     */
    record TooMany(Duration pause, boolean harder) implements Asked {}

    /** Strangers have as many verifications of the address open as they may, for {@code pause}. */
    record TooManyOpen(Duration pause) implements Asked {}

    /** Only with a challenge solved. */
    record ChallengeNeeded() implements Asked {}

    /** The challenge that came with it is not solved, or was used for something else. */
    record NotSolved() implements Asked {}

    /** The network that it comes from gets no more before {@code pause} is over. */
    record TooManyFromHere(Duration pause) implements Asked {}
}
