package cn.touzhi.kernel.http;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Tokens as the function sees them behind the gateway, which alone checks their signature. */
final class Tokens {
    private static final Set<String> NUMBERS = Set.of("exp", "iat", "nbf", "gen", "auth_time");

    private Tokens() {}

    /** {@code claims} with what else a good token says at {@code now}. */
    static Map<String, String> completed(Map<String, String> claims, TokenTerms terms, Instant now) {
        long second = now.getEpochSecond();
        Map<String, String> whole = new HashMap<>(Map.of(
                "iss", terms.issuer(),
                "aud", terms.audience(),
                "iat", Long.toString(second),
                "nbf", Long.toString(second),
                "exp", Long.toString(second + 3600)));
        whole.putAll(claims);
        if (Long.parseLong(whole.get("exp")) <= second) {
            whole.put("exp", Long.toString(second + 3600));
        }
        return whole;
    }

    /** A token that says {@code claims}, with something in the place of its signature. */
    static String unsigned(Map<String, String> claims) {
        String json = claims.entrySet().stream()
                .map(claim -> "\"" + claim.getKey() + "\":"
                        + (NUMBERS.contains(claim.getKey()) ? claim.getValue() : "\"" + claim.getValue() + "\""))
                .collect(Collectors.joining(",", "{", "}"));
        return base64url("{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"a-key\"}") + "." + base64url(json)
                + ".c2lnbmVk";
    }

    private static String base64url(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
