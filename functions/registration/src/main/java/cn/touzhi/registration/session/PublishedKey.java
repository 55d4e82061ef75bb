package cn.touzhi.registration.session;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;

/**
 * The public half of a signing key, as a JSON Web Key shows it (RFC 7517, RFC 7518 6.3).
 *
 * @param kid its thumbprint (RFC 7638)
 * @param modulus base64url of the unsigned big-endian number
 * @param exponent likewise
 */
record PublishedKey(String kid, String modulus, String exponent) {
    /** Reads an X.509 SubjectPublicKeyInfo, the form in which KMS gives it. */
    static PublishedKey of(byte[] encoded) {
        try {
            RSAPublicKey key =
                    (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(encoded));
            String modulus = unsigned(key.getModulus());
            String exponent = unsigned(key.getPublicExponent());
            return new PublishedKey(thumbprint(modulus, exponent), modulus, exponent);
        } catch (GeneralSecurityException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static String thumbprint(String modulus, String exponent) throws GeneralSecurityException {
        String required = "{\"e\":\"" + exponent + "\",\"kty\":\"RSA\",\"n\":\"" + modulus + "\"}";
        return base64url(MessageDigest.getInstance("SHA-256").digest(required.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return base64url(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }

    private static String base64url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
