package cn.touzhi.local.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.RSAKey;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A signed token as a client sent it: nothing in it is believed until {@link #verify} has returned. */
final class Token {
    /** API Gateway takes RSA only (http-api-jwt-authorizer). */
    private static final List<JWSAlgorithm> ALGORITHMS =
            List.of(JWSAlgorithm.RS256, JWSAlgorithm.RS384, JWSAlgorithm.RS512);

    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final JWSObject signed;
    private final JsonNode header;
    private final JsonNode claims;

    private Token(JWSObject signed, JsonNode header, JsonNode claims) {
        this.signed = signed;
        this.header = header;
        this.claims = claims;
    }

    static Token parse(String text) throws InvalidToken {
        try {
            JWSObject signed = JWSObject.parse(text);
            JsonNode header = object(signed.getParsedParts()[0].decodeToString());
            return new Token(signed, header, object(signed.getPayload().toString()));
        } catch (ParseException | JsonProcessingException | IllegalArgumentException malformed) {
            throw new InvalidToken("the token is malformed");
        }
    }

    private static JsonNode object(String json) throws JsonProcessingException {
        JsonNode tree = STRICT.readTree(json);
        if (!tree.isObject()) {
            throw new IllegalArgumentException("no object");
        }
        return tree;
    }

    /** The key that it names; whatever else it says of keys ({@code jku}, {@code jwk}, {@code x5c}) is not looked at. */
    String keyId() throws InvalidToken {
        if (!ALGORITHMS.contains(signed.getHeader().getAlgorithm())) {
            throw new InvalidToken("the token has an algorithm that is not supported");
        }
        if (!header.path("kid").isTextual() || header.path("kid").textValue().isEmpty()) {
            throw new InvalidToken("the token does not have a key id");
        }
        return header.get("kid").textValue();
    }

    void verify(RSAKey key) throws InvalidToken {
        try {
            if (!signed.verify(new RSASSAVerifier(key))) {
                throw new InvalidToken("the token has an invalid signature");
            }
        } catch (JOSEException | IllegalStateException unverifiable) {
            throw new InvalidToken("the token has an invalid signature");
        }
    }

    void checkIssuer(String issuer) throws InvalidToken {
        if (!claims.path("iss").isTextual() || !claims.get("iss").textValue().equals(issuer)) {
            throw new InvalidToken("the token does not have a valid issuer");
        }
    }

    /** {@code client_id} counts where there is no {@code aud}. */
    void checkAudience(List<String> allowed) throws InvalidToken {
        JsonNode audience = claims.has("aud") ? claims.get("aud") : claims.path("client_id");
        if (texts(audience).orElse(List.of()).stream().noneMatch(allowed::contains)) {
            throw new InvalidToken("the token does not have a valid audience");
        }
    }

    void checkTimes(Instant now) throws InvalidToken {
        if (!second("exp").filter(end -> end > now.getEpochSecond()).isPresent()) {
            throw new InvalidToken("the token has expired");
        }
        for (String start : List.of("nbf", "iat")) {
            if (claims.has(start)
                    && !second(start)
                            .filter(time -> time <= now.getEpochSecond())
                            .isPresent()) {
                throw new InvalidToken("the token is not valid yet");
            }
        }
    }

    void checkSubject() throws InvalidToken {
        if (claims.has("sub") && !claims.get("sub").isTextual()) {
            throw new InvalidToken("the token does not have a valid subject");
        }
    }

    List<String> scopes() {
        JsonNode scope = claims.has("scope") ? claims.get("scope") : claims.path("scp");
        return texts(scope).orElse(List.of()).stream()
                .flatMap(text -> Arrays.stream(text.split(" ")))
                .filter(text -> !text.isEmpty())
                .toList();
    }

    /** As captured from API Gateway: numbers as text, lists as {@code [a b]}, null left out. */
    Map<String, String> claimsAsText() {
        Map<String, String> texts = new LinkedHashMap<>();
        claims.properties().forEach(claim -> {
            if (!claim.getValue().isNull()) {
                texts.put(claim.getKey(), text(claim.getValue()));
            }
        });
        return texts;
    }

    private static String text(JsonNode value) {
        if (!value.isArray()) {
            return value.isObject() ? value.toString() : value.asText();
        }
        List<String> parts = new ArrayList<>();
        value.forEach(part -> parts.add(text(part)));
        return parts.stream().collect(Collectors.joining(" ", "[", "]"));
    }

    private Optional<Long> second(String claim) {
        JsonNode value = claims.path(claim);
        return value.isIntegralNumber() && value.canConvertToLong() ? Optional.of(value.longValue()) : Optional.empty();
    }

    /** A text or a list of nothing but texts. */
    private static Optional<List<String>> texts(JsonNode value) {
        if (value.isTextual()) {
            return Optional.of(List.of(value.textValue()));
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode part : value) {
            if (!value.isArray() || !part.isTextual()) {
                return Optional.empty();
            }
            texts.add(part.textValue());
        }
        return Optional.of(texts);
    }
}
