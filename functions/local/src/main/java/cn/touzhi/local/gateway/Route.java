package cn.touzhi.local.gateway;

import cn.touzhi.local.template.EventSource.HttpRoute;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A route of an HTTP API and the function behind it.
 *
 * @param segments of the path, such as {@code v1}, {@code {id}}, {@code {proxy+}}
 */
record Route(HttpRoute declared, String function, List<String> segments) {
    static final String DEFAULT = "$default";
    private static final String ANY = "ANY";

    static Route of(HttpRoute declared, String function) {
        List<String> segments = declared.path().equals(DEFAULT) ? List.of("{default+}") : split(declared.path());
        return new Route(declared, function, segments);
    }

    /** The key that API Gateway gives it: {@code GET /v1/accounts/me}. */
    String key() {
        return declared.path().equals(DEFAULT) ? DEFAULT : declared.method() + " " + declared.path();
    }

    boolean takes(String method) {
        return anyMethod() || declared.method().equals(method);
    }

    /**
     * The path's parameters, decoded, if the path is of this route.
     *
     * @param path as the client sent it: an encoded slash separates nothing
     */
    Optional<Map<String, String>> match(String path) {
        if (declared.path().equals(DEFAULT)) {
            return Optional.of(Map.of());
        }
        List<String> given = split(path);
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = 0; i < segments.size(); i++) {
            String segment = segments.get(i);
            if (greedy(segment)) {
                return given.size() > i ? Optional.of(with(parameters, segment, rest(given, i))) : Optional.empty();
            }
            if (i >= given.size()
                    || !(variable(segment) ? !given.get(i).isEmpty() : segment.equals(decode(given.get(i))))) {
                return Optional.empty();
            }
            if (variable(segment)) {
                with(parameters, segment, decode(given.get(i)));
            }
        }
        return given.size() == segments.size() ? Optional.of(parameters) : Optional.empty();
    }

    /** Sorts before others: the route that says more exactly what it takes, segment by segment, then by method. */
    String rank() {
        StringBuilder rank = new StringBuilder();
        for (String segment : segments) {
            rank.append(greedy(segment) ? '2' : variable(segment) ? '1' : '0');
        }
        String path = declared.path().equals(DEFAULT) ? "3" : rank.toString();
        return path + (anyMethod() ? "1" : "0");
    }

    static String decode(String encoded) {
        // a plus is a plus in a path
        return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private boolean anyMethod() {
        return declared.method().equals(ANY);
    }

    private static List<String> split(String path) {
        return Arrays.asList(path.substring(1).split("/", -1));
    }

    private static String rest(List<String> given, int from) {
        return decode(String.join("/", given.subList(from, given.size())));
    }

    private static Map<String, String> with(Map<String, String> parameters, String segment, String value) {
        String name = segment.substring(1, segment.length() - 1);
        parameters.put(name.endsWith("+") ? name.substring(0, name.length() - 1) : name, value);
        return parameters;
    }

    private static boolean variable(String segment) {
        return segment.startsWith("{") && segment.endsWith("}");
    }

    private static boolean greedy(String segment) {
        return variable(segment) && segment.endsWith("+}");
    }
}
