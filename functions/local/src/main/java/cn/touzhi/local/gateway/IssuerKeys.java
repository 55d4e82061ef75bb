package cn.touzhi.local.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * An issuer's public keys as the authorizer knows them: found by discovery, cached, fetched again where a token names a
 * key that is not among them.
 */
final class IssuerKeys {
    /** docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html: discovery and key set, each. */
    static final Duration PATIENCE = Duration.ofMillis(1_500);

    /** For the very first documents: an issuer that has just started on a busy machine may be slower than any in AWS. */
    static final Duration FIRST_PATIENCE = Duration.ofSeconds(20);

    /** Likewise, in bytes. */
    static final int LARGEST_KEY_SET = 150_000;

    /** "API Gateway can cache the public key for two hours" (http-api-jwt-authorizer). */
    private static final Duration CACHED = Duration.ofHours(2);

    /** So long keys are trusted beyond that while the issuer can't be read; our own choice. */
    private static final Duration GRACE = Duration.ofHours(2);

    private static final Duration BETWEEN_TRIES = Duration.ofMinutes(1);

    private static final System.Logger LOG = System.getLogger(IssuerKeys.class.getName());
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String issuer;
    private final Function<String, Optional<byte[]>> fetch;
    private final Clock clock;
    private final TokenBucket refetches;
    private List<RSAKey> keys = List.of();
    private Instant freshUntil = Instant.MIN;
    private Instant usableUntil = Instant.MIN;

    /**
     * @param fetch answers a GET of an address
     * @param refetches how often strangers with invented keys may make us fetch again
     */
    IssuerKeys(String issuer, Function<String, Optional<byte[]>> fetch, Clock clock, TokenBucket refetches) {
        this.issuer = issuer;
        this.fetch = fetch;
        this.clock = clock;
        this.refetches = refetches;
    }

    synchronized RSAKey byId(String id) throws InvalidToken {
        if (!clock.instant().isBefore(freshUntil)) {
            refreshOrKeep();
        } else if (find(id).isEmpty() && refetches.take()) {
            refresh();
        }
        return find(id).orElseThrow(() -> new InvalidToken("the token has an unknown key id"));
    }

    /** Reads the discovery document; if it can't, the first token's keys will be waited for longer. */
    void discover() {
        try {
            keySetAddress();
        } catch (InvalidToken | IOException comesUpLater) {
            LOG.log(System.Logger.Level.DEBUG, "The issuer does not answer yet.");
        }
    }

    private void refreshOrKeep() throws InvalidToken {
        try {
            refresh();
        } catch (InvalidToken unreadable) {
            if (!clock.instant().isBefore(usableUntil)) {
                keys = List.of();
                throw unreadable;
            }
            freshUntil = clock.instant().plus(BETWEEN_TRIES);
        }
    }

    private Optional<RSAKey> find(String id) {
        return keys.stream().filter(key -> id.equals(key.getKeyID())).findFirst();
    }

    private void refresh() throws InvalidToken {
        try {
            byte[] set = get(keySetAddress());
            if (set.length > LARGEST_KEY_SET) {
                throw new InvalidToken("the issuer's key set is too large");
            }
            keys = JWKSet.parse(new String(set, StandardCharsets.UTF_8)).getKeys().stream()
                    .filter(RSAKey.class::isInstance)
                    .map(RSAKey.class::cast)
                    .toList();
            freshUntil = clock.instant().plus(CACHED);
            usableUntil = freshUntil.plus(GRACE);
        } catch (IOException | ParseException malformed) {
            throw new InvalidToken("the issuer's documents can't be read");
        }
    }

    private String keySetAddress() throws InvalidToken, IOException {
        String discovery = issuer.replaceFirst("/$", "") + "/.well-known/openid-configuration";
        return JSON.readTree(get(discovery)).path("jwks_uri").asText();
    }

    private byte[] get(String address) throws InvalidToken {
        // whoever gives up here leaves the issuer running: it is warm for the next one
        CompletableFuture<Optional<byte[]>> answer =
                CompletableFuture.supplyAsync(() -> fetch.apply(address), Thread::startVirtualThread);
        try {
            Duration patience = freshUntil.equals(Instant.MIN) ? FIRST_PATIENCE : PATIENCE;
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS)
                    .orElseThrow(() -> new InvalidToken("the issuer does not answer"));
        } catch (TimeoutException | ExecutionException late) {
            throw new InvalidToken("the issuer does not answer in time");
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            throw new InvalidToken("the local cloud is closing");
        }
    }
}
