package cn.touzhi.registration.verification;

import java.time.Instant;

/**
 * Says that someone had the right code: that an address is theirs, for one purpose and for a while.
 *
 * @param verification that gave it
 * @param number of the message whose code was right; a later message makes the proof of an earlier one useless
 * @param purpose it serves, and no other
 * @param channel of the address
 * @param addressDigest the address, digested under the pepper
 * @param client that asked
 * @param expiresAt when it ends
 */
public record Proof(
        VerificationId verification,
        int number,
        Purpose purpose,
        Channel channel,
        String addressDigest,
        Client client,
        Instant expiresAt) {}
