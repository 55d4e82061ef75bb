package cn.touzhi.registration.verification;

import cn.touzhi.kernel.event.Event;
import java.time.Instant;

/**
 * What a verification is to hold of a new code.
 *
 * @param number of its message
 * @param sealed the code, for the sender's eyes
 * @param digest of the code, to compare guesses with
 * @param nextSendAt when another message may be asked for
 * @param codeEndsAt when the code ends
 * @param expiresAt when its proof ends
 * @param allowance as what its message was counted
 * @param guessLimit how many guesses it bears
 * @param event that the message is asked for
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record FreshCode(
        int number,
        byte[] sealed,
        byte[] digest,
        Instant nextSendAt,
        Instant codeEndsAt,
        Instant expiresAt,
        Allowance allowance,
        int guessLimit,
        Event event) {}
