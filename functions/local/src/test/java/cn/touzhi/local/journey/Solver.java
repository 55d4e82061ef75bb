package cn.touzhi.local.journey;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;

/** Solves challenges as ALTCHA's widget does, without our library's help. */
final class Solver {
    private Solver() {}

    /** The widget's payload for {@code challenge}. */
    static String solve(JsonNode challenge) {
        String salt = challenge.path("salt").asText();
        for (long number = 0; number <= challenge.path("maxnumber").asLong(); number++) {
            if (sha256(salt + number).equals(challenge.path("challenge").asText())) {
                String payload = Http.JSON
                        .createObjectNode()
                        .put("algorithm", challenge.path("algorithm").asText())
                        .put("challenge", challenge.path("challenge").asText())
                        .put("number", number)
                        .put("salt", salt)
                        .put("signature", challenge.path("signature").asText())
                        .put("took", 1)
                        .toString();
                return Base64.getEncoder().encodeToString(payload.getBytes(StandardCharsets.UTF_8));
            }
        }
        throw new AssertionError("a challenge that nobody can solve");
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException missing) {
            throw new AssertionError(missing);
        }
    }
}
