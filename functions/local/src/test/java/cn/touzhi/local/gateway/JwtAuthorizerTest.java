package cn.touzhi.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.http.TokenSuite;
import cn.touzhi.local.template.HttpApi;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The gateway's authorizer")
class JwtAuthorizerTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    private final AtomicReference<Instant> time = new AtomicReference<>(NOW);
    private final AtomicReference<JWKSet> keys = new AtomicReference<>(new JWKSet(Tokens.KEY));
    private final AtomicInteger fetched = new AtomicInteger();
    private final JwtAuthorizer authorizer = authorizer(this::issuer);

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "bearer ", "BEARER  ", ""})
    @DisplayName("accepts a good token, with the scheme in any case or without")
    void accepted(String scheme) {
        Authorization answer = check(scheme + Tokens.signed(Tokens.KEY, Tokens.claims(NOW)));

        assertThat(answer).isInstanceOfSatisfying(Authorization.Granted.class, granted -> {
            assertThat(granted.claims())
                    .containsEntry("sub", "person")
                    .containsEntry("gen", "7")
                    .containsEntry("groups", "[a b]")
                    .doesNotContainKey("nothing");
            assertThat(granted.scopes()).containsExactly("user");
        });
    }

    static Stream<TokenSuite.Token> badTokens() throws JOSEException {
        return suite().bad().stream().filter(token -> token.seen() != TokenSuite.Seen.BY_THE_FUNCTION);
    }

    static Stream<TokenSuite.Token> tokensForTheFunction() throws JOSEException {
        return suite().bad().stream().filter(token -> token.seen() == TokenSuite.Seen.BY_THE_FUNCTION);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badTokens")
    @DisplayName("R41: refuses with 401")
    void refused(TokenSuite.Token token) {
        Authorization answer = check(token.authorization());

        assertThat(answer).isInstanceOfSatisfying(Authorization.Refused.class, refused -> {
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.message()).isEqualTo("Unauthorized");
            assertThat(refused.challenge()).startsWith("Bearer scope=\"\" error=\"invalid_token\"");
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tokensForTheFunction")
    @DisplayName("R41: leaves to the function behind it, as API Gateway's does,")
    void leftToTheFunction(TokenSuite.Token token) {
        assertThat(authorizer.check(request(token.authorization()), List.of()))
                .isInstanceOf(Authorization.Granted.class);
    }

    @Test
    @DisplayName("refuses with 401 what has no token in the header, be it in the query or a cookie")
    void elsewhere() {
        String token = Tokens.signed(Tokens.KEY, Tokens.claims(NOW));
        GatewayRequest request = new GatewayRequest(
                "GET",
                "/",
                "authorization=" + token,
                Map.of("cookie", List.of("authorization=" + token)),
                "HTTP/1.1",
                "127.0.0.1",
                new byte[0]);

        assertThat(authorizer.check(request, List.of())).isEqualTo(Authorization.noToken());
    }

    @Test
    @DisplayName("takes client_id where there is no audience, and one good audience among several")
    void audiences() {
        String claims = Tokens.claims(NOW);

        assertThat(check(Tokens.signed(Tokens.KEY, claims.replace("\"aud\"", "\"client_id\""))))
                .isInstanceOf(Authorization.Granted.class);
        assertThat(check(Tokens.signed(Tokens.KEY, claims.replace("\"touzhi\"", "[\"x\",\"touzhi\"]"))))
                .isInstanceOf(Authorization.Granted.class);
    }

    @Test
    @DisplayName("answers 403 where the token lacks the route's scopes")
    void scope() {
        String token = Tokens.signed(Tokens.KEY, Tokens.claims(NOW));

        assertThat(authorizer.check(request(token), List.of("staff")))
                .isInstanceOfSatisfying(Authorization.Refused.class, refused -> {
                    assertThat(refused.status()).isEqualTo(403);
                    assertThat(refused.message()).isEqualTo("Forbidden");
                    assertThat(refused.challenge()).contains("scope=\"staff\"").contains("insufficient_scope");
                });
    }

    @Test
    @DisplayName("keeps the keys for two hours and then takes them from the issuer again")
    void cache() {
        check(Tokens.signed(Tokens.KEY, Tokens.claims(NOW)));
        check(Tokens.signed(Tokens.KEY, Tokens.claims(NOW)));
        assertThat(fetched).hasValue(2);

        keys.set(new JWKSet(Tokens.key("second")));
        time.set(NOW.plus(Duration.ofHours(2)));

        assertThat(check(Tokens.signed(Tokens.KEY, Tokens.claims(time.get()))))
                .isInstanceOf(Authorization.Refused.class);
        assertThat(fetched).hasValueGreaterThan(2);
    }

    @Test
    @DisplayName("finds a new key at once, but lets strangers' key ids make it ask five times at most")
    void newKey() {
        check(Tokens.signed(Tokens.KEY, Tokens.claims(NOW)));
        RSAKey second = Tokens.key("second");
        keys.set(new JWKSet(List.of(Tokens.KEY, second)));

        assertThat(check(Tokens.signed(second, Tokens.claims(NOW)))).isInstanceOf(Authorization.Granted.class);

        fetched.set(0);
        for (int i = 0; i < 20; i++) {
            check(with(Tokens.KEY, Tokens.claims(NOW), header -> header.keyID("invented")));
        }
        assertThat(fetched.get() / 2).isLessThanOrEqualTo(5);
    }

    @Test
    @DisplayName("refuses everybody while the issuer can't be read, and no longer")
    void issuerDown() {
        AtomicReference<String> answer = new AtomicReference<>("down");
        JwtAuthorizer other = authorizer(address -> switch (answer.get()) {
            case "down" -> Optional.empty();
            case "huge" ->
                Optional.of(bytes(
                        address.endsWith("jwks.json")
                                ? keys.get() + " ".repeat(IssuerKeys.LARGEST_KEY_SET)
                                : "{\"jwks_uri\":\"%s/jwks.json\"}".formatted(Tokens.ISSUER)));
            default -> issuer(address);
        });
        GatewayRequest request = request(Tokens.signed(Tokens.KEY, Tokens.claims(NOW)));

        assertThat(other.check(request, List.of())).isInstanceOf(Authorization.Refused.class);
        answer.set("huge");
        assertThat(other.check(request, List.of())).isInstanceOf(Authorization.Refused.class);
        answer.set("up");
        assertThat(other.check(request, List.of())).isInstanceOf(Authorization.Granted.class);
    }

    @Test
    @DisplayName("waits for the first documents longer than for any later ones")
    void slowAtFirst() {
        AtomicReference<Duration> slowness = new AtomicReference<>(IssuerKeys.PATIENCE.plusMillis(300));
        JwtAuthorizer other = authorizer(address -> {
            LockSupport.parkNanos(slowness.getAndSet(Duration.ZERO).toNanos());
            return issuer(address);
        });

        assertThat(other.check(request(Tokens.signed(Tokens.KEY, Tokens.claims(NOW))), List.of()))
                .isInstanceOf(Authorization.Granted.class);
    }

    @Test
    @DisplayName("asks for the discovery document when it is made, and does not mind an issuer that is not up yet")
    void discovery() {
        authorizer.discoverIssuer();
        assertThat(fetched).hasValue(1);

        authorizer(address -> Optional.empty()).discoverIssuer();
    }

    @Test
    @DisplayName("trusts the keys that it has for two more hours while the issuer can't be read")
    void grace() {
        AtomicReference<Boolean> up = new AtomicReference<>(true);
        JwtAuthorizer other = authorizer(address -> up.get() ? issuer(address) : Optional.empty());
        other.check(request(Tokens.signed(Tokens.KEY, Tokens.claims(NOW))), List.of());
        up.set(false);

        time.set(NOW.plus(Duration.ofHours(3)));
        assertThat(other.check(request(Tokens.signed(Tokens.KEY, Tokens.claims(time.get()))), List.of()))
                .isInstanceOf(Authorization.Granted.class);
        time.set(NOW.plus(Duration.ofHours(4)));
        assertThat(other.check(request(Tokens.signed(Tokens.KEY, Tokens.claims(time.get()))), List.of()))
                .isInstanceOf(Authorization.Refused.class);
    }

    private Optional<byte[]> issuer(String address) {
        fetched.incrementAndGet();
        return Optional.of(bytes(
                address.endsWith("jwks.json")
                        ? keys.get().toString()
                        : "{\"jwks_uri\":\"%s/.well-known/jwks.json\"}".formatted(Tokens.ISSUER)));
    }

    private JwtAuthorizer authorizer(Function<String, Optional<byte[]>> fetch) {
        InstantSource source = time::get;
        Clock clock = source.withZone(ZoneOffset.UTC);
        var declared = new HttpApi.Authorizer(
                "Person", Tokens.ISSUER, List.of("touzhi"), List.of(), "$request.header.Authorization");
        TokenBucket five = new TokenBucket(5, 0, System::nanoTime);
        return new JwtAuthorizer(declared, new IssuerKeys(Tokens.ISSUER, fetch, clock, five), clock);
    }

    private Authorization check(String authorization) {
        return authorizer.check(request(authorization), List.of("user"));
    }

    private static GatewayRequest request(String authorization) {
        return new GatewayRequest(
                "GET", "/", "", Map.of("authorization", List.of(authorization)), "HTTP/1.1", "127.0.0.1", new byte[0]);
    }

    private static String with(RSAKey key, String claims, UnaryOperator<JWSHeader.Builder> header) {
        return Tokens.signed(key, claims, header);
    }

    private static TokenSuite suite() throws JOSEException {
        return new TokenSuite(Tokens.ISSUER, "touzhi", Tokens.KEY.getKeyID(), Tokens.KEY.toKeyPair(), NOW);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
