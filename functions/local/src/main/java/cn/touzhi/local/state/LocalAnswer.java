package cn.touzhi.local.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What {@code /_local/} answers. */
@SuppressWarnings("ArrayRecordComponent")
record LocalAnswer(int status, String contentType, Map<String, String> headers, byte[] body) {
    static LocalAnswer json(JsonNode body) {
        return new LocalAnswer(200, "application/json", Map.of(), bytes(body.toString()));
    }

    static LocalAnswer jsonLines(List<? extends JsonNode> lines) {
        String text = lines.stream().map(line -> line + "\n").collect(Collectors.joining());
        return new LocalAnswer(200, "application/x-ndjson", Map.of(), bytes(text));
    }

    static LocalAnswer nothing() {
        return new LocalAnswer(204, "", Map.of(), new byte[0]);
    }

    /** A problem of RFC 9457. */
    static LocalAnswer problem(int status, String title) {
        var problem = JsonNodeFactory.instance
                .objectNode()
                .put("type", "about:blank")
                .put("title", title)
                .put("status", status);
        return new LocalAnswer(status, "application/problem+json", Map.of(), bytes(problem.toString()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
