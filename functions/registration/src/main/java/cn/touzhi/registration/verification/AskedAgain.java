package cn.touzhi.registration.verification;

import java.time.Duration;

/** What came of asking for a further message of a verification. */
public sealed interface AskedAgain {
    /** It is on its way, for this request or for the one that it repeats; codes of earlier ones count no more. */
    record Accepted(VerificationStatus status) implements AskedAgain {}

    /** The last one is too fresh. */
    record TooEarly(Duration pause) implements AskedAgain {}

    /**
     * The address gets no more messages before {@code pause} is over.
     *
     * @param harder whether it would, in another verification and with a harder challenge solved
     */
    record TooMany(Duration pause, boolean harder) implements AskedAgain {}

    /** Only in another verification, with a challenge solved. */
    record ChallengeNeeded() implements AskedAgain {}

    /** The network that it comes from gets no more before {@code pause} is over. */
    record TooManyFromHere(Duration pause) implements AskedAgain {}

    /** Its proof was used: there is nothing left to prove. */
    record Over() implements AskedAgain {}

    /** Ended, deleted or never there; a stranger can't tell which. */
    record Gone() implements AskedAgain {}
}
