package cn.touzhi.registration.sending;

import cn.touzhi.messaging.Outcome;

/** What came of the order to send a code or a notice. */
sealed interface Sending {
    /** The provider has it. */
    record Sent() implements Sending {}

    /** It may have gone out. It counts as sent, and whoever got nothing asks for another. */
    record PerhapsSent() implements Sending {}

    /**
     * It did not go out and never will; a code counts no more. Where we couldn't send one in its time its allowance is
     * given back; a refusal of the provider's costs it (case R16).
     */
    record Undeliverable() implements Sending {}

    /**
     * It did not go out and never will, since too many go to its block of numbers or its country. Whoever asked is told
     * what they are told of any message that can't be delivered (case R19), and it costs its allowance.
     */
    record Blocked() implements Sending {}

    /** It did not go out yet. */
    record Later(Outcome.Cause cause) implements Sending {}

    /** An e-mail that may have gone out; it does no harm twice, so it goes out again after a while. */
    record Unclear() implements Sending {}

    /** Another try is at it, and may still fail. */
    record Elsewhere() implements Sending {}

    /** There was nothing to send, or no more. */
    record Obsolete(Claim.Reason reason) implements Sending {}
}
