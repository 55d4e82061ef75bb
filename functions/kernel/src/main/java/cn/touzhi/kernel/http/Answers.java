package cn.touzhi.kernel.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The last that is done to every answer. */
final class Answers {
    private static final String SET_COOKIE = "set-cookie";

    /** For programs, not for pages: nothing may be framed, run, sniffed or kept (ASVS 5, 3.4, 3.5.8, 14.3.2). */
    private static final Map<String, String> ALWAYS = Map.of(
            "strict-transport-security", "max-age=63072000; includeSubDomains",
            "content-security-policy", "default-src 'none'; frame-ancestors 'none'",
            "x-content-type-options", "nosniff",
            "referrer-policy", "no-referrer",
            "cross-origin-resource-policy", "same-site");

    private Answers() {}

    /** The answer that {@code problem} is. */
    static APIGatewayV2HTTPResponse of(Problem problem) {
        Map<String, String> headers = new HashMap<>(problem.headers());
        headers.put("content-type", Problem.MEDIA_TYPE);
        return APIGatewayV2HTTPResponse.builder()
                .withStatusCode(problem.status())
                .withHeaders(headers)
                .withBody(problem.toJson())
                .build();
    }

    /** Why a request was refused, for the operators (ASVS 5, 16.3); empty where it wasn't, or failed on our side. */
    static Optional<String> refusalIn(APIGatewayV2HTTPResponse answer) {
        return answer.getStatusCode() >= 400 && answer.getStatusCode() < 500
                ? Optional.ofNullable(answer.getBody()).flatMap(Problem::kindOf)
                : Optional.empty();
    }

    /** Puts the headers in, each name once and in lower case, and the cookies where the gateway looks for them. */
    static APIGatewayV2HTTPResponse finish(APIGatewayV2HTTPResponse answer) {
        Map<String, String> headers = new TreeMap<>();
        List<String> cookies = new ArrayList<>();
        Optional.ofNullable(answer.getHeaders())
                .orElse(Map.of())
                .forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        Optional.ofNullable(answer.getMultiValueHeaders()).orElse(Map.of()).forEach((name, values) -> {
            if (name.equalsIgnoreCase(SET_COOKIE)) {
                cookies.addAll(values);
            } else {
                headers.put(name.toLowerCase(Locale.ROOT), String.join(", ", values));
            }
        });
        Optional.ofNullable(headers.remove(SET_COOKIE))
                .filter(cookie -> !cookies.contains(cookie))
                .ifPresent(cookies::add);
        headers.putAll(ALWAYS);
        headers.putIfAbsent("cache-control", "no-store");
        return APIGatewayV2HTTPResponse.builder()
                .withStatusCode(answer.getStatusCode())
                .withHeaders(headers)
                .withCookies(cookies)
                .withBody(Optional.ofNullable(answer.getBody()).orElse(""))
                .withIsBase64Encoded(answer.getIsBase64Encoded())
                .build();
    }
}
