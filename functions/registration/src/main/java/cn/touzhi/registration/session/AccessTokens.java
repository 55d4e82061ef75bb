package cn.touzhi.registration.session;

import cn.touzhi.kernel.RandomText;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;

/**
 * Makes access tokens: JSON Web Tokens signed with RS256, in the profile for access tokens (RFC 9068, {@code at+jwt}).
 *
 * <p>They carry the session and the account's generation beside the subject, so that every room can refuse what was
 * ended before its time, and when the person last proved an address ({@code auth_time}).
 */
public final class AccessTokens {
    private static final String USER = "user";
    private static final String STAFF = "user staff";
    private static final JsonFactory JSON = new JsonFactory();

    private final SigningKeys keys;
    private final AccessTokenTerms terms;
    private final Clock clock;
    private final SecureRandom random;

    public AccessTokens(SigningKeys keys, AccessTokenTerms terms, Clock clock, SecureRandom random) {
        this.keys = keys;
        this.terms = terms;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Makes sure that there is a key to sign with, so that a session is neither opened nor rotated for which no token
     * can be made then.
     */
    void ready() {
        var unused = keys.current();
    }

    /** A fresh token for a session, which it never outlives. */
    AccessToken of(Grant grant) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant end = now.plus(terms.lifetime());
        Instant expiresAt = end.isBefore(grant.endsAt()) ? end : grant.endsAt();
        SigningKey key = keys.current();
        String signed = base64url(header(key)) + "." + base64url(claims(grant, now, expiresAt));
        return new AccessToken(signed + "." + base64url(sign(key, signed)), expiresAt);
    }

    private static byte[] header(SigningKey key) {
        return json(json -> {
            json.writeStringField("alg", "RS256");
            json.writeStringField("typ", "at+jwt");
            json.writeStringField("kid", key.kid());
        });
    }

    private byte[] claims(Grant grant, Instant now, Instant expiresAt) {
        return json(json -> {
            json.writeStringField("iss", terms.issuer());
            json.writeStringField("aud", terms.audience());
            json.writeStringField("sub", grant.subject().value());
            json.writeStringField("scope", grant.staff() ? STAFF : USER);
            json.writeStringField("sid", grant.session().value());
            json.writeNumberField("gen", grant.generation());
            json.writeNumberField("auth_time", grant.authenticatedAt().getEpochSecond());
            json.writeNumberField("iat", now.getEpochSecond());
            json.writeNumberField("nbf", now.getEpochSecond());
            json.writeNumberField("exp", expiresAt.getEpochSecond());
            json.writeStringField("jti", RandomText.of(random));
        });
    }

    private static byte[] sign(SigningKey key, String signed) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key.privateKey());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signature.sign();
        } catch (GeneralSecurityException unusable) {
            throw new IllegalStateException(unusable);
        }
    }

    private static byte[] json(Fields fields) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String base64url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private interface Fields {
        void write(JsonGenerator json) throws IOException;
    }
}
