package cn.touzhi.registration.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.touzhi.kernel.InMemoryKms;
import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.MovableClock;
import cn.touzhi.kernel.SubjectId;
import cn.touzhi.registration.verification.Client;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("Signing keys and access tokens")
class SigningKeysTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final String ISSUER = "https://issuer.example";
    private static final AccessTokenTerms TERMS = new AccessTokenTerms(ISSUER, "touzhi-api", Duration.ofMinutes(60));
    private static final SecureRandom RANDOM = new SecureRandom();

    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(World.TABLE);

    private final InMemoryKms kms = new InMemoryKms();
    private final MovableClock clock = new MovableClock(NOON);

    @BeforeEach
    void noKeyIsThere() {
        dynamo.clear(World.TABLE);
    }

    @Test
    @DisplayName("the first key signs at once for a function whose clock is behind its maker's")
    void clocksDiffer() {
        String published = keys().published().getFirst().kid();

        clock.advance(Duration.ofSeconds(-30));

        assertThat(keys().current().kid()).isEqualTo(published);
    }

    @Test
    @DisplayName("the first key is made by whoever needs it first, and is one and the same for all")
    void first() throws Exception {
        Callable<String> sign = () -> keys().current().kid();
        Callable<String> publish = () -> keys().published().getFirst().kid();

        try (var threads = Executors.newFixedThreadPool(4)) {
            var kids = threads.invokeAll(Stream.of(sign, publish, sign, publish).toList());

            assertThat(kids.stream().map(kid -> kid.resultNow()).distinct()).hasSize(1);
        }
        assertThat(dynamo.items(World.TABLE)).hasSize(1);
    }

    @Test
    @DisplayName("the private half lies in the table only wrapped, for access tokens alone")
    void wrapped() {
        keys().current();

        StoredSigningKey stored = StoredSigningKey.of(dynamo.items(World.TABLE).getFirst());
        assertThatThrownBy(() -> new SigningKeys(dynamo.client(), World.TABLE, kms, "another key", clock).current())
                .isInstanceOf(RuntimeException.class);
        assertThat(stored.number()).isEqualTo(1);
    }

    @Test
    @DisplayName("the key in clear is kept for five minutes, and not over the next one's takeover")
    void cached() {
        SigningKeys keys = keys();
        keys.current();
        int calls = kms.calls();

        clock.advance(Duration.ofMinutes(5).minusSeconds(1));
        assertThat(dynamo.requestsOf(keys::current)).isEmpty();
        assertThat(kms.calls()).isEqualTo(calls);
        clock.advance(Duration.ofSeconds(1));
        keys.current();
        assertThat(kms.calls()).isEqualTo(calls + 1);

        String next = store(2, NOON.plus(Duration.ofMinutes(6)), Optional.empty());
        clock.advance(Duration.ofMinutes(5));
        assertThat(keys.current().kid()).isEqualTo(next);
    }

    @Test
    @DisplayName("the key in clear is kept no longer for a clock that steps back")
    void steppedBack() {
        SigningKeys keys = keys();
        keys.current();
        int calls = kms.calls();

        clock.advance(Duration.ofSeconds(-1));
        keys.current();

        assertThat(kms.calls()).isEqualTo(calls + 1);
    }

    @Test
    @DisplayName("a key is published before it signs and until its last token has ended, and not after")
    void published() {
        String old = store(1, NOON.minus(Duration.ofDays(7)), Optional.of(NOON.plus(Duration.ofHours(1))));
        String next = store(2, NOON.plus(Duration.ofHours(2)), Optional.empty());

        assertThat(keys().published()).extracting(PublishedKey::kid).containsExactly(old, next);
        assertThat(keys().current().kid()).isEqualTo(old);
        clock.advance(Duration.ofHours(2));
        assertThat(keys().published()).extracting(PublishedKey::kid).containsExactly(next);
        assertThat(keys().current().kid()).isEqualTo(next);
    }

    @Test
    @DisplayName("the set of keys is one that other libraries read, public halves only")
    void document() throws Exception {
        JWKSet set = jwks();

        assertThat(set.getKeys()).hasSize(1);
        RSAKey key = set.getKeys().getFirst().toRSAKey();
        assertThat(key.size()).isEqualTo(3072);
        assertThat(key.isPrivate()).isFalse();
        assertThat(key.getAlgorithm()).isEqualTo(JWSAlgorithm.RS256);
        assertThat(key.getKeyUse().getValue()).isEqualTo("sig");
        assertThat(key.getKeyID()).isEqualTo(key.computeThumbprint().toString());
    }

    @Test
    @DisplayName("an access token says who, which session, which generation and since when, for an hour")
    void token() throws Exception {
        Grant grant = aGrant();

        AccessToken token = tokens().of(grant);

        JWTClaimsSet claims = verified(token.value(), "touzhi-api");
        assertThat(claims.getIssuer()).isEqualTo(ISSUER);
        assertThat(claims.getSubject()).isEqualTo(grant.subject().value());
        assertThat(claims.getStringClaim("scope")).isEqualTo("user");
        assertThat(claims.getStringClaim("sid")).isEqualTo(grant.session().value());
        assertThat(claims.getIntegerClaim("gen")).isEqualTo(4);
        assertThat(claims.getDateClaim("auth_time")).isEqualTo(Date.from(grant.authenticatedAt()));
        assertThat(claims.getIssueTime()).isEqualTo(Date.from(NOON));
        assertThat(claims.getNotBeforeTime()).isEqualTo(Date.from(NOON));
        assertThat(claims.getExpirationTime()).isEqualTo(Date.from(NOON.plus(Duration.ofHours(1))));
        assertThat(token.expiresAt()).isEqualTo(NOON.plus(Duration.ofHours(1)));
        assertThat(claims.getJWTID()).hasSize(22);
        assertThat(verified(tokens().of(grant).value(), "touzhi-api").getJWTID())
                .isNotEqualTo(claims.getJWTID());
    }

    @Test
    @DisplayName("an access token never outlives its session")
    void sessionsEnd() {
        clock.advance(Duration.ofDays(180).minusMinutes(5));

        assertThat(tokens().of(aGrant()).expiresAt())
                .isEqualTo(NOON.plus(Duration.ofDays(180)))
                .isEqualTo(clock.instant().plus(Duration.ofMinutes(5)));
    }

    @Test
    @DisplayName("an access token is nothing for another audience, nor once a letter of it is changed")
    void refused() {
        String token = tokens().of(aGrant()).value();

        assertThatThrownBy(() -> verified(token, "another")).isInstanceOf(BadJOSEException.class);
        String changed = token.substring(0, token.length() - 10)
                + (token.charAt(token.length() - 10) == 'A' ? 'B' : 'A')
                + token.substring(token.length() - 9);
        assertThatThrownBy(() -> verified(changed, "touzhi-api")).isInstanceOf(BadJOSEException.class);
    }

    private SigningKeys keys() {
        return new SigningKeys(dynamo.client(), World.TABLE, kms, "SigningKey", clock);
    }

    private AccessTokens tokens() {
        return new AccessTokens(keys(), TERMS, clock, RANDOM);
    }

    private JWKSet jwks() throws Exception {
        return JWKSet.parse(new KeySet(keys(), clock).document());
    }

    private JWTClaimsSet verified(String token, String audience) throws Exception {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType("at+jwt")));
        processor.setJWSKeySelector(
                new JWSVerificationKeySelector<>(JWSAlgorithm.RS256, new ImmutableJWKSet<>(jwks())));
        processor.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(audience, null, Set.of("exp")) {
            @Override
            protected Date currentTime() {
                return Date.from(clock.instant());
            }
        });
        return processor.process(token, null);
    }

    private String store(int number, Instant signsFrom, Optional<Instant> publishedUntil) {
        var pair = kms.generateDataKeyPairWithoutPlaintext(request ->
                request.keyId("SigningKey").keyPairSpec("RSA_3072").encryptionContext(Map.of("use", "access-tokens")));
        byte[] publicKey = pair.publicKey().asByteArray();
        StoredSigningKey key = new StoredSigningKey(
                number,
                PublishedKey.of(publicKey).kid(),
                publicKey,
                pair.privateKeyCiphertextBlob().asByteArray(),
                NOON,
                signsFrom,
                publishedUntil);
        dynamo.client().putItem(put -> put.tableName(World.TABLE).item(key.toItem()));
        return key.kid();
    }

    private static Grant aGrant() {
        return new Grant(
                SubjectId.random(RANDOM),
                SessionId.random(RANDOM),
                Client.IOS,
                4,
                7,
                false,
                NOON.minus(Duration.ofDays(3)),
                NOON.plus(Duration.ofDays(180)));
    }
}
