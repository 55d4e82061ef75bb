package cn.touzhi.local.journey;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What came back over HTTP. */
record Answer(int status, Map<String, List<String>> headers, String text, JsonNode body) {
    /** The first value of a header. */
    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name)).map(List::getFirst);
    }

    /** The kind of the problem, such as {@code wrong-code}; empty if it is none. */
    String problem() {
        return body.path("type").asText().replaceFirst("^/problems/", "");
    }

    /** The value of the cookie that was set under {@code name}; empty if none was. */
    Optional<String> cookie(String name) {
        return headers.getOrDefault("set-cookie", List.of()).stream()
                .filter(cookie -> cookie.startsWith(name + "="))
                .map(cookie -> cookie.substring(name.length() + 1).split(";", 2)[0])
                .findFirst();
    }
}
