package cn.touzhi.registration.session;

import cn.touzhi.kernel.http.HostCookie;
import cn.touzhi.kernel.http.Problem;
import cn.touzhi.kernel.http.ProblemException;
import cn.touzhi.kernel.http.Problems;
import cn.touzhi.registration.verification.BrowserDevice;
import cn.touzhi.registration.verification.Client;
import cn.touzhi.registration.verification.DeviceTokens;
import cn.touzhi.registration.verification.KnownDevice;
import cn.touzhi.registration.verification.Proof;
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
    private static final HostCookie KNOWN = KnownDevice.COOKIE;

    private final RefreshTokens refreshTokens;
    private final AccessTokens accessTokens;
    private final DeviceTokens deviceTokens;
    private final SessionTerms terms;
    private final Clock clock;
    private final SecureRandom random;

    TokenTravel(
            RefreshTokens refreshTokens,
            AccessTokens accessTokens,
            DeviceTokens deviceTokens,
            SessionTerms terms,
            Clock clock,
            SecureRandom random) {
        this.refreshTokens = refreshTokens;
        this.accessTokens = accessTokens;
        this.deviceTokens = deviceTokens;
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
     * The device token that {@code request} brings, unread: it says that someone has signed in on this device before.
     *
     * @throws ProblemException 400 if a browser's came in the body
     */
    public Optional<String> knownDeviceOf(HttpRequest<?> request, Client client, Optional<String> inBody) {
        if (client == Client.WEB) {
            refuseInBody(inBody, "/deviceToken");
            return KNOWN.read(request);
        }
        return inBody;
    }

    /** The session that a browser carries beside {@code opened}, which has just been opened there. */
    Optional<Brought> formerOf(HttpRequest<?> request, Session opened) {
        return opened.client() == Client.WEB
                ? inCookies(request).filter(former -> !former.grant().session().equals(opened.id()))
                : Optional.empty();
    }

    /**
     * What {@code request} brings for a refresh; empty if it has no session of ours.
     *
     * @throws ProblemException 400 if a browser's token came in the body, or a token without the device's secret
     */
    Optional<Brought> bringing(HttpRequest<?> request, Optional<String> tokenInBody, Optional<String> secretInBody) {
        if (tokenInBody.isEmpty()) {
            refuseInBody(secretInBody, "/deviceSecret");
            return inCookies(request);
        }
        DeviceSecret secret = secretInBody
                .flatMap(DeviceSecret::parse)
                .orElseThrow(() -> malformed("/deviceSecret", "must be present"));
        Optional<Grant> grant = tokenInBody.flatMap(refreshTokens::read);
        grant.filter(known -> known.client() == Client.WEB)
                .ifPresent(known -> refuseInBody(tokenInBody, "/refreshToken"));
        return grant.map(known -> new Brought(known, secret));
    }

    private Optional<Brought> inCookies(HttpRequest<?> request) {
        Optional<Grant> grant =
                REFRESH.read(request).flatMap(refreshTokens::read).filter(known -> known.client() == Client.WEB);
        Optional<DeviceSecret> secret = DEVICE.read(request).flatMap(DeviceSecret::parse);
        return grant.flatMap(known -> secret.map(own -> new Brought(known, own)));
    }

    /** To be called before a session is opened or rotated: fails where no tokens could be given for it. */
    public void ready() {
        accessTokens.ready();
    }

    /** The tokens of {@code session}, which has just been opened with {@code proof} on the device with {@code secret}. */
    public Tokens tokensOf(Session session, DeviceSecret secret, Proof proof) {
        return tokensOf(session.grant(), Optional.of(deviceTokens.issue(secret.value(), proof.addressDigest())));
    }

    /** The tokens that say {@code grant}. */
    Tokens tokensOf(Grant grant) {
        return tokensOf(grant, Optional.empty());
    }

    private Tokens tokensOf(Grant grant, Optional<String> device) {
        return new Tokens(grant, accessTokens.of(grant), refreshTokens.write(grant), device);
    }

    /** An access token alone, for someone who has just proved an address again. */
    AccessToken accessTokenOf(Grant confirmed) {
        return accessTokens.of(confirmed);
    }

    /** Puts a browser's tokens into cookies; leaves an app's answer as it is. */
    public void addCookies(MutableHttpResponse<?> response, Tokens tokens, DeviceSecret secret) {
        addRefreshCookie(response, tokens);
        if (tokens.grant().client() == Client.WEB) {
            DEVICE.set(response, secret.value(), terms.lifetime());
            tokens.device().ifPresent(known -> KNOWN.set(response, known, terms.knownDevice()));
        }
    }

    /** Puts a browser's refresh token into its cookie; leaves an app's answer as it is. */
    private void addRefreshCookie(MutableHttpResponse<?> response, Tokens tokens) {
        if (tokens.grant().client() == Client.WEB) {
            Duration left = Duration.between(clock.instant(), tokens.grant().endsAt());
            Duration life = left.compareTo(terms.idle()) < 0 ? left : terms.idle();
            REFRESH.set(response, tokens.refresh(), life);
        }
    }

    /** Takes a browser's cookies away, but not that by which it is known at the next sign-in. */
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
