package cn.touzhi.kernel.http;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Access tokens that nobody must get in with (ASVS 5, 9.1 and 9.2; case R41): the same list for the gateway and for the
 * function behind it. Where only one of the two can see what is wrong, it says why.
 */
public final class TokenSuite {
    private static final String KEYS_ALONE = "the function has no keys";
    private static final String LENIENT = "the gateway takes whatever is signed by a key of the issuer";
    private static final String OURS_ALONE = "what our tokens say of a person is nothing to the gateway";

    private static final KeyPair STRANGER = keyPair();
    private static final Pattern MEMBER = Pattern.compile("\"([a-z_]+)\":(\"[^\"]*\"|\\[[^\\]]*\\]|[^,}]+)");

    private final String keyId;
    private final KeyPair key;
    private final Instant now;
    private final String header;
    private final String claims;

    /**
     * @param keyId names {@code key}, with which the issuer signs
     * @param now at which good tokens are made
     */
    public TokenSuite(String issuer, String audience, String keyId, KeyPair key, Instant now) {
        this.keyId = keyId;
        this.key = key;
        this.now = now;
        this.header = "{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"" + keyId + "\"}";
        this.claims = """
                {"iss":"%s","aud":"%s","sub":"%s","scope":"user","sid":"%s","gen":1,"auth_time":%d,"iat":%d,"nbf":%d,\
                "exp":%d}""".formatted(
                        issuer,
                        audience,
                        "A".repeat(22),
                        "B".repeat(22),
                        now.getEpochSecond(),
                        now.getEpochSecond(),
                        now.getEpochSecond(),
                        now.plus(Duration.ofHours(1)).getEpochSecond());
    }

    /** A key pair as the issuer's, or a stranger's. */
    public static KeyPair keyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    /** The one that passes. */
    public Token good() {
        return new Token("a good token", Seen.BY_BOTH, "", "Bearer " + signed(header, claims), handedOn(claims));
    }

    /** Those that don't. */
    public List<Token> bad() {
        return Stream.of(malformed(), keys(), headers(), times(), terms(), person())
                .flatMap(tokens -> tokens)
                .toList();
    }

    private Stream<Token> malformed() {
        String token = signed(header, claims);
        String[] parts = token.split("\\.");
        return Stream.of(
                both("no token at all", "Bearer x"),
                both("no signature", "Bearer " + parts[0] + "." + parts[1] + "."),
                both("claims that are a list", "Bearer " + signed(header, "[]")),
                both("two tokens", "Bearer " + token + "," + token),
                both("another scheme", "Basic " + token),
                claiming("a claim twice", "\"sub\":", "\"sub\":\"" + "C".repeat(22) + "\",\"sub\":"),
                gatewayAlone(
                        KEYS_ALONE,
                        "claims changed after signing",
                        parts[0] + "." + encode(claims.replace("AAAA", "CCCC")) + "." + parts[2],
                        claims.replace("AAAA", "CCCC")),
                gatewayAlone(KEYS_ALONE, "a signature cut short", token.substring(0, token.length() - 8), claims));
    }

    private Stream<Token> keys() {
        String kid = "\"kid\":\"" + keyId + "\"";
        return Stream.of(
                gatewayAlone(
                        KEYS_ALONE,
                        "another's key under our id",
                        signed(header, claims, STRANGER.getPrivate()),
                        claims),
                heading("a kid that is a path", kid, "\"kid\":\"../../" + keyId + "\""),
                heading("a kid that is an address", kid, "\"kid\":\"https://evil.example/k\""),
                heading("a kid that is SQL", kid, "\"kid\":\"' or 1=1 --\""),
                heading("a kid of 10 KB", kid, "\"kid\":\"" + "k".repeat(10_000) + "\""),
                heading("a kid that is a number", kid, "\"kid\":1"),
                heading("two kids", kid, kid + "," + kid),
                heading("no kid", "," + kid, ""));
    }

    private Stream<Token> headers() {
        String rs256 = "\"alg\":\"RS256\"";
        Stream<Token> algorithms = Stream.of("none", "None", "nOnE")
                .flatMap(none -> Stream.of(
                        both(
                                "algorithm " + none,
                                "Bearer " + encode(header.replace("RS256", none)) + "." + encode(claims) + "."),
                        heading("algorithm " + none + " with a signature", rs256, "\"alg\":\"" + none + "\"")));
        Stream<Token> others = Stream.of(
                both("HS256 under the public key", "Bearer " + confused()),
                functionAlone(
                        "API Gateway takes every RSA algorithm",
                        "algorithm RS512",
                        signed(header.replace("RS256", "RS512"), claims, key.getPrivate(), "SHA512withRSA"),
                        claims),
                headed(LENIENT, "no type", "\"typ\":\"at+jwt\",", ""),
                headed(LENIENT, "another type", "at+jwt", "JWT"),
                heading("a critical extension", "{", "{\"crit\":[\"x\"],\"x\":1,"));
        // by the one who brings it, and beside our own key
        Stream<Token> brought = Map.of(
                        "jku", "\"https://evil.example/jwks\"",
                        "x5u", "\"https://evil.example/c\"",
                        "x5c", "[\"AAAA\"]",
                        "jwk", jwk())
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByKey())
                .flatMap(source -> {
                    String with = header.replace("{", "{\"" + source.getKey() + "\":" + source.getValue() + ",");
                    return Stream.of(
                            both(
                                    "another's key by " + source.getKey(),
                                    "Bearer " + signed(with, claims, STRANGER.getPrivate())),
                            functionAlone(
                                    "the gateway does not look at it, which is right too",
                                    "our own key beside " + source.getKey(),
                                    signed(with, claims),
                                    claims));
                });
        return Stream.of(algorithms, others, brought).flatMap(tokens -> tokens);
    }

    private Stream<Token> times() {
        long second = now.getEpochSecond();
        String end = "\"exp\":" + (second + 3600);
        return Stream.of(
                claiming("ended a minute ago", end, "\"exp\":" + (second - 61)),
                gatewayAlone(
                        "the function allows for clocks that differ by a minute",
                        "ended this second",
                        signed(header, claims.replace(end, "\"exp\":" + second)),
                        claims.replace(end, "\"exp\":" + second)),
                claiming("no end", "," + end, ""),
                claiming("an end that is text", end, "\"exp\":\"" + (second + 3600) + "\""),
                claiming("an end with a fraction", end, end + ".5"),
                claiming("an end beyond 2^63", end, "\"exp\":9223372036854775808"),
                claiming("not before tomorrow", "\"nbf\":" + second, "\"nbf\":" + (second + 86_400)),
                claiming("issued tomorrow", "\"iat\":" + second, "\"iat\":" + (second + 86_400)));
    }

    private Stream<Token> terms() {
        Map<String, String> good = handedOn(claims);
        String issuer = "\"iss\":\"" + good.get("iss") + "\"";
        String audience = "\"aud\":\"" + good.get("aud") + "\"";
        String another = "\"aud\":\"receipts\"";
        return Stream.of(
                claiming("another issuer", issuer, "\"iss\":\"https://evil.example\""),
                claiming("the issuer with a slash", issuer, "\"iss\":\"" + good.get("iss") + "/\""),
                claiming("no issuer", issuer + ",", ""),
                claiming("another audience", audience, another),
                claiming("no audience", audience + ",", ""),
                claiming("a mixed list of audiences", audience, "\"aud\":[\"" + good.get("aud") + "\",1]"),
                claiming(
                        "client_id beside another audience",
                        audience,
                        another + ",\"client_id\":\"" + good.get("aud") + "\""),
                claimed(
                        LENIENT,
                        "client_id in place of the audience",
                        audience,
                        "\"client_id\":\"" + good.get("aud") + "\""),
                claimed(LENIENT, "two audiences", audience, "\"aud\":[\"" + good.get("aud") + "\",\"receipts\"]"));
    }

    private Stream<Token> person() {
        String subject = "\"sub\":\"" + "A".repeat(22) + "\"";
        String session = "\"sid\":\"" + "B".repeat(22) + "\"";
        return Stream.of(
                claiming("a subject that is a number", subject, "\"sub\":1"),
                claimed(OURS_ALONE, "no subject", subject + ",", ""),
                claimed(OURS_ALONE, "a subject that is none of ours", subject, "\"sub\":\"person\""),
                claimed(OURS_ALONE, "no session", session + ",", ""),
                claimed(OURS_ALONE, "a session that is a path", session, "\"sid\":\"../ACCOUNT\""),
                claimed(OURS_ALONE, "no generation", "\"gen\":1,", ""),
                claimed(OURS_ALONE, "a generation that is text", "\"gen\":1", "\"gen\":\"1\""),
                claimed(OURS_ALONE, "half a generation", "\"gen\":1", "\"gen\":1.5"),
                claimed(OURS_ALONE, "a generation below the first", "\"gen\":1", "\"gen\":0"),
                claimed(OURS_ALONE, "no time of authentication", "\"auth_time\":" + now.getEpochSecond() + ",", ""),
                claimed(OURS_ALONE, "no scope", "\"scope\":\"user\",", ""),
                claimed(OURS_ALONE, "an empty scope", "\"scope\":\"user\"", "\"scope\":\"\""));
    }

    private Token both(String name, String authorization) {
        return new Token(name, Seen.BY_BOTH, "", authorization, handedOn(claims));
    }

    /** With another header, which is signed; both see it. */
    private Token heading(String name, String what, String instead) {
        return both(name, "Bearer " + signed(changed(header, what, instead), claims));
    }

    private Token headed(String why, String name, String what, String instead) {
        return functionAlone(why, name, signed(changed(header, what, instead), claims), claims);
    }

    /** With other claims, which are signed; both see it. */
    private Token claiming(String name, String what, String instead) {
        String other = changed(claims, what, instead);
        return new Token(name, Seen.BY_BOTH, "", "Bearer " + signed(header, other), handedOn(other));
    }

    private Token claimed(String why, String name, String what, String instead) {
        String other = changed(claims, what, instead);
        return functionAlone(why, name, signed(header, other), other);
    }

    private static Token gatewayAlone(String why, String name, String token, String claims) {
        return new Token(name, Seen.BY_THE_GATEWAY, why, "Bearer " + token, handedOn(claims));
    }

    private static Token functionAlone(String why, String name, String token, String claims) {
        return new Token(name, Seen.BY_THE_FUNCTION, why, "Bearer " + token, handedOn(claims));
    }

    private static String changed(String text, String what, String instead) {
        String changed = text.replace(what, instead);
        if (changed.equals(text)) {
            throw new IllegalStateException("nothing to change in " + text);
        }
        return changed;
    }

    private String signed(String someHeader, String someClaims) {
        return signed(someHeader, someClaims, key.getPrivate());
    }

    private static String signed(String header, String claims, PrivateKey key) {
        return signed(header, claims, key, "SHA256withRSA");
    }

    private static String signed(String header, String claims, PrivateKey key, String algorithm) {
        return sealed(header, claims, content -> {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(content);
            return signature.sign();
        });
    }

    private String confused() {
        return sealed(header.replace("RS256", "HS256"), claims, content -> {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getPublic().getEncoded(), "HmacSHA256"));
            return mac.doFinal(content);
        });
    }

    private static String sealed(String header, String claims, Sealing sealing) {
        String content = encode(header) + "." + encode(claims);
        try {
            return content + "." + encode(sealing.of(content.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String jwk() {
        RSAPublicKey stranger = (RSAPublicKey) STRANGER.getPublic();
        return "{\"kty\":\"RSA\",\"n\":\"%s\",\"e\":\"%s\"}"
                .formatted(
                        encode(stranger.getModulus().toByteArray()),
                        encode(stranger.getPublicExponent().toByteArray()));
    }

    /** The claims as the gateway hands them on: all as text, lists as {@code [a b]}. */
    private static Map<String, String> handedOn(String claims) {
        Map<String, String> texts = new HashMap<>();
        UnaryOperator<String> unquoted = text -> text.replace("\"", "").replace(',', ' ');
        Matcher member = MEMBER.matcher(claims);
        while (member.find()) {
            texts.put(member.group(1), unquoted.apply(member.group(2)));
        }
        return texts;
    }

    private static String encode(String text) {
        return encode(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Who can see what is wrong with a token. */
    public enum Seen {
        BY_BOTH,
        BY_THE_GATEWAY,
        BY_THE_FUNCTION
    }

    /**
     * A token as it is sent.
     *
     * @param name what is wrong with it
     * @param why only one of the two can see it
     * @param authorization the header's value
     * @param claims that the gateway would hand on, did it let it through
     */
    public record Token(String name, Seen seen, String why, String authorization, Map<String, String> claims) {
        @Override
        public String toString() {
            return why.isEmpty() ? name : name + ", which only one sees: " + why;
        }
    }

    private interface Sealing {
        byte[] of(byte[] content) throws GeneralSecurityException;
    }
}
