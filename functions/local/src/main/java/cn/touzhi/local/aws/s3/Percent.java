package cn.touzhi.local.aws.s3;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** How AWS percent-encodes: everything but RFC 3986's unreserved characters (S3 API, {@code UriEncode()}). */
final class Percent {
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    private Percent() {}

    static String encoded(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
            if (UNRESERVED.indexOf(one) >= 0) {
                encoded.append((char) one);
            } else {
                encoded.append(String.format(Locale.ROOT, "%%%02X", one));
            }
        }
        return encoded.toString();
    }

    /** A path, whose slashes stay. */
    static String path(String path) {
        return encoded(path).replace("%2F", "/");
    }

    /** A query in the order of its names, each with its equals sign. */
    static String query(Map<String, String> query) {
        return query.entrySet().stream()
                .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                .sorted()
                .collect(Collectors.joining("&"));
    }
}
