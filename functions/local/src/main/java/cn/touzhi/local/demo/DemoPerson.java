package cn.touzhi.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Somebody who is signed in.
 *
 * @param account names their account
 * @param token their access token
 * @param staff whether they are one of the platform's staff
 */
record DemoPerson(String account, String token, boolean staff) {
    private static final Pattern CODE = Pattern.compile("(?<!\\d)\\d{6}(?!\\d)");
    private static final int SECRET_BYTES = 32;

    /** Proves their phone, and registers or signs in. */
    static DemoPerson enter(DemoClient client, JsonNode person) {
        String phone = person.path("phone").asText();
        int before = messages(client, phone).size();
        String verification = client.post(
                        "/v1/verifications",
                        Map.of(
                                "channel", "sms", "address", phone, "purpose", "enter", "locale", "zh-CN", "client",
                                "ios"),
                        "")
                .path("id")
                .asText();
        String code = client.soon(() -> codeIn(messages(client, phone), before));
        String proof = client.post("/v1/verifications/" + verification + "/attempts", Map.of("code", code), "")
                .path("proof")
                .asText();
        byte[] secret = new byte[SECRET_BYTES];
        new Random(phone.hashCode()).nextBytes(secret);
        String device = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        JsonNode policy = client.get("/v1/policies/current", Map.of());
        // whoever has an account is signed in by it
        return of(client.post(
                "/v1/accounts",
                Map.of(
                        "proof",
                        proof,
                        "deviceSecret",
                        device,
                        "birthDate",
                        person.path("birthDate").asText(),
                        "acceptedPolicy",
                        policy.path("version").asInt(),
                        "locale",
                        "zh-CN",
                        "source",
                        "app"),
                ""));
    }

    private static DemoPerson of(JsonNode tokens) {
        String token = tokens.path("accessToken").asText();
        String claims = new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8);
        Matcher subject = Pattern.compile("\"sub\":\"([^\"]+)\"").matcher(claims);
        if (!subject.find()) {
            throw new DemoClient.DemoRefusedException("a token names nobody");
        }
        return new DemoPerson(subject.group(1), token, claims.contains("user staff"));
    }

    private static JsonNode messages(DemoClient client, String phone) {
        return client.get(
                "/_local/messages?channel=sms&to=" + URLEncoder.encode(phone, StandardCharsets.UTF_8), Map.of());
    }

    private static Optional<String> codeIn(JsonNode messages, int before) {
        // the oldest comes first, and notices may come in between
        for (int i = messages.size() - 1; i >= before; i--) {
            Matcher code = CODE.matcher(messages.path(i).path("text").asText());
            if (code.find()) {
                return Optional.of(code.group());
            }
        }
        return Optional.empty();
    }
}
