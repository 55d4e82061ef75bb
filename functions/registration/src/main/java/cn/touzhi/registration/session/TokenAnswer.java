package cn.touzhi.registration.session;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;

/**
 * Tokens as a body.
 *
 * @param account the account that they are for
 * @param session the session that they belong to
 * @param accessToken for the header {@code Authorization}, as {@code Bearer}
 * @param accessTokenExpiresAt when it ends
 * @param refreshToken for getting new ones; absent for a browser, which has it in a cookie
 * @param deviceToken by which this device is known at later sign-ins; absent for a browser, which has it in a cookie, and
 *     where nobody signed in
 */
@Serdeable
public record TokenAnswer(
        Ref account,
        Ref session,
        String accessToken,
        Instant accessTokenExpiresAt,
        @Nullable String refreshToken,
        @Nullable String deviceToken) {
    /** Writes {@code tokens}. */
    public static TokenAnswer of(Tokens tokens) {
        return new TokenAnswer(
                new Ref(tokens.grant().subject().value()),
                new Ref(tokens.grant().session().value()),
                tokens.access().value(),
                tokens.access().expiresAt(),
                tokens.refreshInBody().orElse(null),
                tokens.deviceInBody().orElse(null));
    }

    /** Something with an id. */
    @Serdeable
    public record Ref(String id) {}
}
