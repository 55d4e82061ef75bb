package cn.touzhi.local.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What {@code /_local/} answers.
 *
 * @param length of the body; 0 where that is not known before, and -1 where there is no body
 */
record LocalAnswer(int status, String contentType, Map<String, String> headers, long length, Body body) {
    private static final long UNKNOWN = 0;
    private static final long NONE = -1;

    /** Writes a body, be it of any length. */
    interface Body {
        void writeTo(OutputStream output) throws IOException;
    }

    /** Lines that come one after the other and are told to whoever reads them. */
    interface Lines {
        void forEach(Consumer<JsonNode> line);
    }

    static LocalAnswer json(JsonNode body) {
        return of(200, "application/json", Map.of(), bytes(body.toString()));
    }

    static LocalAnswer of(int status, String contentType, Map<String, String> headers, byte[] body) {
        long length = body.length == 0 ? NONE : body.length;
        return new LocalAnswer(status, contentType, headers, length, output -> output.write(body));
    }

    /** Written as they come: together they may be more than the memory holds. */
    static LocalAnswer jsonLines(Lines lines) {
        return new LocalAnswer(
                200,
                "application/x-ndjson",
                Map.of(),
                UNKNOWN,
                output -> lines.forEach(line -> write(output, bytes(line + "\n"))));
    }

    static LocalAnswer nothing() {
        return of(204, "", Map.of(), new byte[0]);
    }

    /** A problem of RFC 9457. */
    static LocalAnswer problem(int status, String title) {
        return problem(status, title, Map.of());
    }

    static LocalAnswer problem(int status, String title, Map<String, String> headers) {
        var problem = JsonNodeFactory.instance
                .objectNode()
                .put("type", "about:blank")
                .put("title", title)
                .put("status", status);
        return of(status, "application/problem+json", headers, bytes(problem.toString()));
    }

    void send(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        headers.forEach(exchange.getResponseHeaders()::set);
        if (length == NONE) {
            exchange.sendResponseHeaders(status, NONE);
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", contentType);
        exchange.sendResponseHeaders(status, length);
        OutputStream output = new BufferedOutputStream(exchange.getResponseBody(), 1 << 16);
        body.writeTo(output);
        output.close();
    }

    private static void write(OutputStream output, byte[] bytes) {
        try {
            output.write(bytes);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
