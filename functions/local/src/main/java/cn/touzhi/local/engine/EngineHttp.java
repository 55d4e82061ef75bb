package cn.touzhi.local.engine;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** Talks to an engine on this machine. */
final class EngineHttp implements AutoCloseable {
    /** A receive call waits for twenty seconds at most; nothing else takes near as long. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI address;

    EngineHttp(URI address) {
        this.address = address;
    }

    URI address() {
        return address;
    }

    EngineAnswer post(Map<String, String> headers, byte[] body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address).timeout(PATIENCE).POST(BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        return send(request.build());
    }

    EngineAnswer get(String path) {
        return send(
                HttpRequest.newBuilder(address.resolve(path)).timeout(PATIENCE).build());
    }

    /** @param path with its query, as it shall go over the wire */
    HttpResponse<byte[]> exchange(String method, String path, Map<String, String> headers, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(path))
                .timeout(PATIENCE)
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        return exchange(request.build());
    }

    private EngineAnswer send(HttpRequest request) {
        HttpResponse<byte[]> response = exchange(request);
        String type = response.headers().firstValue("Content-Type").orElse("application/octet-stream");
        return new EngineAnswer(response.statusCode(), type, response.body());
    }

    private HttpResponse<byte[]> exchange(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofByteArray());
        } catch (IOException unreachable) {
            throw new EngineException("The engine at %s does not answer.".formatted(address), unreachable);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new EngineException("Waiting for the engine at %s was interrupted.".formatted(address), interrupted);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
