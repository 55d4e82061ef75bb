package cn.touzhi.registration.session;

import cn.touzhi.kernel.http.HostCookie;
import cn.touzhi.kernel.http.Problem;
import cn.touzhi.kernel.http.ProblemException;
import cn.touzhi.kernel.http.Problems;
import cn.touzhi.registration.verification.BrowserDevice;
import cn.touzhi.registration.verification.Client;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How refresh tokens and the secrets of devices travel: with an app in bodies, with a browser only in cookies that no
 * script can read and no other host can set.
 */
public final class TokenTravel {
    private static final HostCookie REFRESH = new HostCookie("__Host-refresh");
    private static final HostCookie DEVICE = BrowserDevice.COOKIE;

    private final RefreshTokens refreshTokens;
    private final AccessTokens accessTokens;
    private final SessionTerms terms;
    private final Clock clock;
    private final SecureRandom random;

    TokenTravel(
            RefreshTokens refreshTokens,
            AccessTokens accessTokens,
            SessionTerms terms,
            Clock clock,
            SecureRandom random) {
        this.refreshTokens = refreshTokens;
        this.accessTokens = accessTokens;
        this.terms = terms;
        this.clock = clock;
        this.random = random;
    }

    /**
     * The secret of the device from which {@code request} comes; a browser without one gets a new one.
     *
     * @throws ProblemException 400 if the body brings one where it must not, or none where it must
     */
    public DeviceSecret secretOf(HttpRequest<?> request, Client client, Optional<String> inBody) {
        if (client == Client.WEB) {
            refuseInBody(inBody, "/deviceSecret");
            return DEVICE.read(request).flatMap(DeviceSecret::parse).orElseGet(() -> DeviceSecret.random(random));
        }
        return inBody.flatMap(DeviceSecret::parse).orElseThrow(() -> malformed("/deviceSecret", "must be present"));
    }

    /**
     * What {@code request} brings for a refresh; empty if it has no session of ours.
     *
     * @throws ProblemException 400 if a browser's token came in the body, or a token without the device's secret
     */
    Optional<Brought> bringing(HttpRequest<?> request, Optional<String> tokenInBody, Optional<String> secretInBody) {
        if (tokenInBody.isEmpty()) {
            refuseInBody(secretInBody, "/deviceSecret");
            Optional<Grant> grant =
                    REFRESH.read(request).flatMap(refreshTokens::read).filter(known -> known.client() == Client.WEB);
            Optional<DeviceSecret> secret = DEVICE.read(request).flatMap(DeviceSecret::parse);
            return grant.flatMap(known -> secret.map(own -> new Brought(known, own)));
        }
        DeviceSecret secret = secretInBody
                .flatMap(DeviceSecret::parse)
                .orElseThrow(() -> malformed("/deviceSecret", "must be present"));
        Optional<Grant> grant = tokenInBody.flatMap(refreshTokens::read);
        grant.filter(known -> known.client() == Client.WEB)
                .ifPresent(known -> refuseInBody(tokenInBody, "/refreshToken"));
        return grant.map(known -> new Brought(known, secret));
    }

    /** To be called before a session is opened or rotated: fails where no tokens could be given for it. */
    public void ready() {
        accessTokens.ready();
    }

    /** The tokens of {@code session}, which has just been opened. */
    public Tokens tokensOf(Session session) {
        return tokensOf(session.grant());
    }

    /** The tokens that say {@code grant}. */
    Tokens tokensOf(Grant grant) {
        return new Tokens(grant, accessTokens.of(grant), refreshTokens.write(grant));
    }

    /** Puts a browser's tokens into cookies; leaves an app's answer as it is. */
    public void addCookies(MutableHttpResponse<?> response, Tokens tokens, DeviceSecret secret) {
        if (tokens.grant().client() == Client.WEB) {
            Duration left = Duration.between(clock.instant(), tokens.grant().endsAt());
            Duration life = left.compareTo(terms.idle()) < 0 ? left : terms.idle();
            REFRESH.set(response, tokens.refresh(), life);
            DEVICE.set(response, secret.value(), terms.lifetime());
        }
    }

    /** Takes a browser's cookies away. */
    void clearCookies(MutableHttpResponse<?> response) {
        REFRESH.clear(response);
        DEVICE.clear(response);
    }

    private static void refuseInBody(Optional<String> field, String pointer) {
        if (field.isPresent()) {
            throw malformed(pointer, "travels in a cookie");
        }
    }

    private static ProblemException malformed(String pointer, String detail) {
        return new ProblemException(Problems.malformed(List.of(new Problem.Fault(pointer, detail))));
    }

    /** A token of ours, and the secret that came with it. */
    record Brought(Grant grant, DeviceSecret secret) {}
}
