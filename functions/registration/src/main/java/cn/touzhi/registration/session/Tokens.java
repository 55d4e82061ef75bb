package cn.touzhi.registration.session;

import cn.touzhi.registration.verification.Client;
import java.util.Optional;

/**
 * What a client gets when it signs in or refreshes.
 *
 * @param grant what they say
 * @param access for the next hour
 * @param refresh for the time after
 */
public record Tokens(Grant grant, AccessToken access, String refresh) {
    /** The refresh token as far as it may stand in a body: a browser's never does. */
    public Optional<String> refreshInBody() {
        return grant.client() == Client.WEB ? Optional.empty() : Optional.of(refresh);
    }
}
