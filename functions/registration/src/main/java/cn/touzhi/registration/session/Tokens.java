package cn.touzhi.registration.session;

import cn.touzhi.registration.verification.Client;
import java.util.Optional;

/**
 * What a client gets when it signs in or refreshes.
 *
 * @param grant what they say
 * @param access for the next hour
 * @param refresh for the time after
 * @param device by which the device is known later, where someone has just signed in on it
 */
public record Tokens(Grant grant, AccessToken access, String refresh, Optional<String> device) {
    /** The refresh token as far as it may stand in a body: a browser's never does. */
    public Optional<String> refreshInBody() {
        return isBrowsers() ? Optional.empty() : Optional.of(refresh);
    }

    /** The device token likewise. */
    public Optional<String> deviceInBody() {
        return isBrowsers() ? Optional.empty() : device;
    }

    private boolean isBrowsers() {
        return grant.client() == Client.WEB;
    }
}
