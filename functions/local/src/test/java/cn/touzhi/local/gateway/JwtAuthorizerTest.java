package cn.touzhi.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.local.template.HttpApi;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64;
import com.nimbusds.jose.util.Base64URL;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.Signature;
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
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The gateway's authorizer")
class JwtAuthorizerTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final RSAKey STRANGER = Tokens.key("first");

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

    static Stream<Arguments> badTokens() throws Exception {
        String good = Tokens.claims(NOW);
        String token = Tokens.signed(Tokens.KEY, good);
        String[] parts = token.split("\\.");
        RSAKey key = Tokens.KEY;
        return Stream.of(
                Arguments.of("no token at all", "x"),
                Arguments.of("algorithm none", unsigned("none", good)),
                Arguments.of("algorithm None", unsigned("None", good)),
                Arguments.of("algorithm nOnE", unsigned("nOnE", good)),
                Arguments.of(
                        "none with a signature",
                        Tokens.encode("{\"alg\":\"none\",\"kid\":\"first\"}") + "." + parts[1] + "." + parts[2]),
                Arguments.of("HS256 under the public key", confused(good)),
                Arguments.of("another's key under our id", Tokens.signed(STRANGER, good)),
                Arguments.of("a kid that is a path", with(key, good, header -> header.keyID("../../first"))),
                Arguments.of(
                        "a kid that is an address", with(key, good, header -> header.keyID("https://evil.example/k"))),
                Arguments.of("a kid that is SQL", with(key, good, header -> header.keyID("' or 1=1 --"))),
                Arguments.of("a kid of 10 KB", with(key, good, header -> header.keyID("k".repeat(10_000)))),
                Arguments.of("no kid", with(key, good, header -> header.keyID(null))),
                Arguments.of("two kids", resigned("{\"alg\":\"RS256\",\"kid\":\"first\",\"kid\":\"first\"}", good)),
                Arguments.of("a kid that is a number", resigned("{\"alg\":\"RS256\",\"kid\":1}", good)),
                Arguments.of(
                        "the key brought along", with(STRANGER, good, header -> header.jwk(STRANGER.toPublicJWK()))),
                Arguments.of(
                        "an address of keys",
                        with(STRANGER, good, header -> header.jwkURL(URI.create("https://evil.example/jwks")))),
                Arguments.of(
                        "an address of certificates",
                        with(STRANGER, good, header -> header.x509CertURL(URI.create("https://evil.example/c")))),
                Arguments.of(
                        "a certificate",
                        with(STRANGER, good, header -> header.x509CertChain(List.of(new Base64("AAAA"))))),
                Arguments.of(
                        "a critical extension",
                        resigned("{\"alg\":\"RS256\",\"kid\":\"first\",\"crit\":[\"x\"],\"x\":1}", good)),
                Arguments.of(
                        "expired",
                        Tokens.signed(key, good.replaceFirst("\"exp\":\\d+", "\"exp\":" + NOW.getEpochSecond()))),
                Arguments.of("no end", Tokens.signed(key, good.replaceFirst("\"exp\":\\d+,", ""))),
                Arguments.of(
                        "an end that is text",
                        Tokens.signed(key, good.replaceFirst("\"exp\":(\\d+)", "\"exp\":\"$1\""))),
                Arguments.of(
                        "an end with a fraction",
                        Tokens.signed(key, good.replaceFirst("\"exp\":(\\d+)", "\"exp\":$1.5"))),
                Arguments.of(
                        "an end beyond 2^63",
                        Tokens.signed(key, good.replaceFirst("\"exp\":(\\d+)", "\"exp\":9223372036854775808"))),
                Arguments.of(
                        "not before tomorrow",
                        Tokens.signed(
                                key,
                                good.replaceFirst(
                                        "\"nbf\":\\d+",
                                        "\"nbf\":" + NOW.plusSeconds(86_400).getEpochSecond()))),
                Arguments.of(
                        "issued tomorrow",
                        Tokens.signed(
                                key,
                                good.replaceFirst(
                                        "\"iat\":\\d+",
                                        "\"iat\":" + NOW.plusSeconds(86_400).getEpochSecond()))),
                Arguments.of("another issuer", Tokens.signed(key, good.replace("IssuerApi", "OtherApi"))),
                Arguments.of("the issuer with a slash", Tokens.signed(key, good.replace(".com.cn\"", ".com.cn/\""))),
                Arguments.of("no issuer", Tokens.signed(key, good.replaceFirst("\"iss\":\"[^\"]*\",", ""))),
                Arguments.of("another audience", Tokens.signed(key, good.replace("\"touzhi\"", "\"receipts\""))),
                Arguments.of("no audience", Tokens.signed(key, good.replace("\"aud\":\"touzhi\",", ""))),
                Arguments.of(
                        "a mixed list of audiences", Tokens.signed(key, good.replace("\"touzhi\"", "[\"touzhi\",1]"))),
                Arguments.of(
                        "client_id beside another audience",
                        Tokens.signed(
                                key, good.replace("\"aud\":\"touzhi\"", "\"aud\":\"x\",\"client_id\":\"touzhi\""))),
                Arguments.of(
                        "a claim twice",
                        Tokens.signed(key, good.replace("\"sub\":\"person\"", "\"sub\":\"person\",\"sub\":\"other\""))),
                Arguments.of("a subject that is a number", Tokens.signed(key, good.replace("\"person\"", "1"))),
                Arguments.of(
                        "claims changed after signing",
                        parts[0] + "." + Tokens.encode(good.replace("person", "other")) + "." + parts[2]),
                Arguments.of("a signature cut short", token.substring(0, token.length() - 8)),
                Arguments.of("no signature", parts[0] + "." + parts[1] + "."),
                Arguments.of("claims that are a list", Tokens.signed(key, "[]")),
                Arguments.of("two headers of it", token + "," + token),
                Arguments.of("another scheme", "Basic " + token));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badTokens")
    @DisplayName("refuses with 401")
    void refused(String name, String token) {
        Authorization answer = check("Bearer " + token);

        assertThat(answer).isInstanceOfSatisfying(Authorization.Refused.class, refused -> {
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.message()).isEqualTo("Unauthorized");
            assertThat(refused.challenge()).startsWith("Bearer scope=\"\" error=\"invalid_token\"");
        });
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

    private static String unsigned(String algorithm, String claims) {
        return Tokens.encode("{\"alg\":\"%s\",\"kid\":\"first\"}".formatted(algorithm)) + "." + Tokens.encode(claims)
                + ".";
    }

    /** A header that no library would write, with a signature that is right. */
    private static String resigned(String header, String claims) throws Exception {
        String content = Tokens.encode(header) + "." + Tokens.encode(claims);
        var signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(Tokens.KEY.toPrivateKey());
        signature.update(bytes(content));
        return content + "." + Base64URL.encode(signature.sign());
    }

    private static String confused(String claims) throws Exception {
        JWSHeader header =
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("first").build();
        JWSObject token = new JWSObject(header, new Payload(claims));
        token.sign(new MACSigner(Tokens.KEY.toPublicKey().getEncoded()));
        return token.serialize();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
