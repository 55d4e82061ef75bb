package cn.touzhi.jobs.member;

import cn.touzhi.kernel.RandomText;
import cn.touzhi.kernel.crypto.KeyedDigest;
import cn.touzhi.kernel.idempotency.IdempotentRequest;
import java.util.Optional;

/**
 * Tokens of invitations, 128 bits each. They follow from the request that made them, so that its repetition gets the same
 * one, and are stored only as digests.
 */
final class InvitationTokens {
    private final KeyedDigest tokens;
    private final KeyedDigest digests;

    /**
     * @param tokens for making them, and nothing else
     * @param digests for finding them, and nothing else
     */
    InvitationTokens(KeyedDigest tokens, KeyedDigest digests) {
        this.tokens = tokens;
        this.digests = digests;
    }

    /** The token that {@code request} makes. */
    String of(IdempotentRequest request) {
        return RandomText.of(tokens.of(request.subject().value(), request.key(), request.body()));
    }

    /** What a token is found by; empty if that can't be one. */
    Optional<String> digestOf(String token) {
        return RandomText.matches(token) ? Optional.of(digests.hexOf(token)) : Optional.empty();
    }
}
