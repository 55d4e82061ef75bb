package cn.touzhi.local.aws.s3;

import cn.touzhi.local.aws.AwsRequest;
import cn.touzhi.local.template.Bucket.CorsRule;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a bucket tells browsers of other origins (S3 guide, "Elements of a CORS configuration"). */
final class BucketCors {
    private final List<CorsRule> rules;

    BucketCors(List<CorsRule> rules) {
        this.rules = rules;
    }

    /** The headers of a preflight's answer; empty where the first rule that fits is none. */
    Optional<Map<String, String>> preflight(AwsRequest request) {
        String origin = request.headers().getOrDefault("origin", "");
        String method = request.headers().getOrDefault("access-control-request-method", "");
        List<String> wanted = Arrays.stream(request.headers()
                        .getOrDefault("access-control-request-headers", "")
                        .split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        return rule(origin, method)
                .filter(rule -> wanted.stream().allMatch(name -> matchesAny(rule.headers(), name)))
                .map(rule -> {
                    Map<String, String> headers = headers(rule, origin);
                    if (!wanted.isEmpty()) {
                        headers.put("Access-Control-Allow-Headers", String.join(", ", wanted));
                    }
                    rule.maxAge()
                            .ifPresent(seconds -> headers.put("Access-Control-Max-Age", Integer.toString(seconds)));
                    return headers;
                });
    }

    /** The headers of any other answer. */
    Map<String, String> headers(AwsRequest request) {
        String origin = request.headers().getOrDefault("origin", "");
        return rule(origin, request.method()).map(rule -> headers(rule, origin)).orElse(Map.of());
    }

    private Optional<CorsRule> rule(String origin, String method) {
        return rules.stream()
                .filter(rule -> !origin.isEmpty()
                        && matchesAny(rule.origins(), origin)
                        && rule.methods().contains(method))
                .findFirst();
    }

    private static Map<String, String> headers(CorsRule rule, String origin) {
        Map<String, String> headers = new LinkedHashMap<>();
        boolean anybody = rule.origins().contains("*");
        headers.put("Access-Control-Allow-Origin", anybody ? "*" : origin);
        headers.put("Access-Control-Allow-Methods", String.join(", ", rule.methods()));
        if (!anybody) {
            headers.put("Access-Control-Allow-Credentials", "true");
        }
        if (!rule.exposedHeaders().isEmpty()) {
            headers.put("Access-Control-Expose-Headers", String.join(", ", rule.exposedHeaders()));
        }
        headers.put("Vary", "Origin, Access-Control-Request-Headers, Access-Control-Request-Method");
        return headers;
    }

    private static boolean matchesAny(List<String> patterns, String text) {
        return patterns.stream()
                .map(pattern -> Pattern.quote(pattern.toLowerCase(Locale.ROOT)).replace("*", "\\E.*\\Q"))
                .anyMatch(pattern -> Pattern.matches(pattern, text.toLowerCase(Locale.ROOT)));
    }
}
