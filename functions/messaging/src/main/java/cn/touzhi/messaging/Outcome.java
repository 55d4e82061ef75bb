package cn.touzhi.messaging;

/** What is known of a message after it was handed to a provider. */
public sealed interface Outcome {
    /**
     * The provider has it and will try to deliver it.
     *
     * @param providerId the provider's own name for the message, for its support
     */
    record Accepted(String providerId) implements Outcome {}

    /** It did not go out and never will: nobody can be reached at this number or address. */
    record Refused() implements Outcome {}

    /** It certainly did not go out, and may do so another time. */
    record TryLater(Cause cause) implements Outcome {}

    /** It may have gone out or not: the answer got lost, or says neither. To send it again may mean twice. */
    record Unknown() implements Outcome {}

    /** Why a message did not go out. */
    enum Cause {
        /** Too many at once. */
        THROTTLED,
        /** A quota of messages or of money is used up. */
        QUOTA_SPENT,
        /** The provider can't be reached, or says that it is down. */
        DOWN,
        /** The provider doesn't let us send: permissions, a suspended account, an unverified sender. For operators. */
        NOT_PERMITTED
    }
}
