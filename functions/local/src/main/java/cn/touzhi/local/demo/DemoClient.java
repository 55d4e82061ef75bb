package cn.touzhi.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Sends what people of the demo ask for, over HTTP as any client does. */
final class DemoClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONGEST = Duration.ofSeconds(40);
    private static final Duration PAUSE = Duration.ofMillis(300);
    /** Half a minute: what one room does, another hears of within seconds. */
    private static final int TRIES = 100;

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI base;

    DemoClient(URI base) {
        this.base = base;
    }

    /** Reads. */
    JsonNode get(String path, Map<String, String> headers) {
        return send("GET", path, "", headers);
    }

    /** Sends, under a key that was never used. */
    JsonNode post(String path, Object body, String token) {
        return send("POST", path, text(body), headers(token));
    }

    /** Puts, in the place of {@code version}; 0 where nothing is replaced. */
    JsonNode put(String path, Object body, String token, int version) {
        Map<String, String> headers = headers(token);
        return send(
                "PUT",
                path,
                text(body),
                version == 0
                        ? headers
                        : Map.of("authorization", headers.get("authorization"), "if-match", "\"" + version + "\""));
    }

    /** Tries until it is granted. */
    <T> T soon(Attempt<T> attempt) {
        for (int tried = 1; ; tried++) {
            try {
                Optional<T> result = attempt.make();
                if (result.isPresent()) {
                    return result.get();
                }
            } catch (DemoRefusedException notYet) {
                if (tried >= TRIES) {
                    throw notYet;
                }
            }
            if (tried >= TRIES) {
                throw new DemoRefusedException("nothing came");
            }
            pause();
        }
    }

    private JsonNode send(String method, String path, String body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(LONGEST)
                .header("content-type", "application/json")
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        try {
            HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 400) {
                throw new DemoRefusedException("%s %s was answered %d: %s"
                        .formatted(method, path.replaceAll("\\?.*", ""), answer.statusCode(), answer.body()));
            }
            return answer.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(answer.body());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new DemoRefusedException("stopped");
        }
    }

    private static Map<String, String> headers(String token) {
        String key = UUID.randomUUID().toString();
        return token.isEmpty()
                ? Map.of("idempotency-key", key)
                : Map.of("idempotency-key", key, "authorization", "Bearer " + token);
    }

    private static String text(Object body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new DemoRefusedException("stopped");
        }
    }

    /** Gives nothing where it is to be tried again. */
    interface Attempt<T> {
        Optional<T> make();
    }

    /** Something that the demo asks for was not granted. */
    static final class DemoRefusedException extends RuntimeException {
        DemoRefusedException(String message) {
            super(message);
        }
    }
}
