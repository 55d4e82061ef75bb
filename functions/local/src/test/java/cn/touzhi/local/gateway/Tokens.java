package cn.touzhi.local.gateway;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.function.UnaryOperator;

/** Tokens as an honest issuer makes them, and others. */
final class Tokens {
    static final String ISSUER = "https://IssuerApi.execute-api.cn-north-1.amazonaws.com.cn";
    static final RSAKey KEY = key("first");

    private Tokens() {}

    static RSAKey key(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Claims of a token that passes. */
    static String claims(Instant now) {
        return """
                {"iss":"%s","aud":"touzhi","sub":"person","scope":"user other","iat":%d,"nbf":%d,"exp":%d,"gen":7,\
                "groups":["a","b"],"nothing":null}""".formatted(
                        ISSUER,
                        now.getEpochSecond(),
                        now.getEpochSecond(),
                        now.plusSeconds(3600).getEpochSecond());
    }

    static String signed(RSAKey key, String claims) {
        return signed(key, claims, header -> header);
    }

    static String signed(RSAKey key, String claims, UnaryOperator<JWSHeader.Builder> header) {
        try {
            JWSHeader.Builder plain = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID());
            JWSObject token = new JWSObject(header.apply(plain).build(), new Payload(claims));
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
