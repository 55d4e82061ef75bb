package cn.touzhi.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Talks to a local cloud as a script would. */
final class LocalClient {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI url;

    LocalClient(URI url) {
        this.url = url;
    }

    JsonNode get(String path) {
        return json(send("GET", path, "").body());
    }

    JsonNode post(String path, String body) {
        return json(send("POST", path, body).body());
    }

    HttpResponse<String> send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(url.resolve(path)).method(method, BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Everything stored that is of a kind in a store. */
    List<JsonNode> stored(String store, String kind) {
        return send("GET", "/_local/stores", "")
                .body()
                .lines()
                .map(LocalClient::json)
                .filter(line -> line.get("store").asText().equals(store)
                        && line.get("kind").asText().equals(kind))
                .toList();
    }

    List<String> keys(String store, String kind) {
        return stored(store, kind).stream()
                .map(line -> line.get("key").asText())
                .toList();
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException malformed) {
            throw new UncheckedIOException(text, malformed);
        }
    }

    /** Waits for a condition, twenty seconds at most. */
    static void await(Callable<Boolean> condition) {
        Instant deadline = Instant.now().plusSeconds(20);
        try {
            while (!condition.call()) {
                if (Instant.now().isAfter(deadline)) {
                    throw new AssertionError("did not happen in time");
                }
                LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            }
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }
}
