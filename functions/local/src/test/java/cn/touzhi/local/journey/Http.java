package cn.touzhi.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * A plain HTTP client: sends what it is told and hides nothing. Nothing may answer 500, whatever is sent; 503 is left to
 * the test.
 */
final class Http {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final URI base;
    private final IntPredicate broken;

    Http(URI base) {
        this(base, status -> status >= 500 && status != 503);
    }

    private Http(URI base, IntPredicate broken) {
        this.base = base;
        this.broken = broken;
    }

    /** The same for a test that kills functions: the gateway has no better answer for them. */
    Http tolerant() {
        return new Http(base, status -> false);
    }

    Answer get(String path, Map<String, String> headers) {
        return send("GET", path, headers, HttpRequest.BodyPublishers.noBody());
    }

    Answer delete(String path, Map<String, String> headers) {
        return send("DELETE", path, headers, HttpRequest.BodyPublishers.noBody());
    }

    /** Posts JSON. */
    Answer post(String path, Object body, Map<String, String> headers) {
        return send("POST", path, withType(headers), HttpRequest.BodyPublishers.ofString(json(body)));
    }

    /** Puts JSON. */
    Answer put(String path, Object body) {
        return send("PUT", path, withType(Map.of()), HttpRequest.BodyPublishers.ofString(json(body)));
    }

    /** Puts JSON, with headers. */
    Answer put(String path, Object body, Map<String, String> headers) {
        return send("PUT", path, withType(headers), HttpRequest.BodyPublishers.ofString(json(body)));
    }

    /** Sends a merge patch. */
    Answer patch(String path, String patch, Map<String, String> headers) {
        Map<String, String> all = new HashMap<>(Map.of("content-type", "application/merge-patch+json"));
        all.putAll(headers);
        return send("PATCH", path, all, HttpRequest.BodyPublishers.ofString(patch));
    }

    /** Sends exactly these bytes. */
    Answer send(String method, String path, Map<String, String> headers, byte[] body) {
        return send(method, path, headers, HttpRequest.BodyPublishers.ofByteArray(body));
    }

    private Answer send(String method, String path, Map<String, String> headers, HttpRequest.BodyPublisher body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(60))
                .method(method, body);
        headers.forEach(request::header);
        try {
            HttpResponse<byte[]> response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            String text = new String(response.body(), StandardCharsets.UTF_8);
            assertThat(path.startsWith("/_local/") || !broken.test(response.statusCode()))
                    .as("%s %s is answered with %d: %s", method, path, response.statusCode(), text)
                    .isTrue();
            return new Answer(response.statusCode(), response.headers().map(), text, parse(text));
        } catch (IOException lost) {
            throw new UncheckedIOException(lost);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static Map<String, String> withType(Map<String, String> headers) {
        Map<String, String> all = new HashMap<>(Map.of("content-type", "application/json"));
        all.putAll(headers);
        return all;
    }

    private static String json(Object body) {
        try {
            return body instanceof String text ? text : JSON.writeValueAsString(body);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException noJson) {
            return MissingNode.getInstance();
        }
    }
}
