package cn.touzhi.local.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The local cloud's own interface")
class LocalApiTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static HttpServer server;

    @BeforeAll
    static void start() throws IOException {
        LocalApi api = new LocalApi();
        api.open(Map.of(
                "GET broken",
                request -> {
                    throw new IllegalStateException("The engine is gone.");
                },
                "GET lines",
                request -> LocalAnswer.jsonLines(line -> {
                    line.accept(TextNode.valueOf("one"));
                    line.accept(TextNode.valueOf("two"));
                }),
                "GET half",
                request -> LocalAnswer.jsonLines(line -> {
                    line.accept(TextNode.valueOf("x".repeat(100_000)));
                    throw new IllegalStateException("The engine is gone.");
                })));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(LocalApi.ROOT, api);
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop(0);
    }

    @Test
    @DisplayName("answers a fault of its own with a problem, too")
    void broken() throws Exception {
        HttpResponse<String> response = get("broken");

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(new ObjectMapper().readTree(response.body()).get("title").asText())
                .isEqualTo("The local cloud failed: The engine is gone.");
    }

    @Test
    @DisplayName("writes lines as they come")
    void lines() throws Exception {
        HttpResponse<String> response = get("lines");

        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/x-ndjson");
        assertThat(response.body().lines()).containsExactly("\"one\"", "\"two\"");
    }

    @Test
    @DisplayName("lets nobody take lines that broke off for all")
    void half() {
        assertThatThrownBy(() -> get("half")).isInstanceOf(IOException.class);
    }

    private static HttpResponse<String> get(String name) throws IOException, InterruptedException {
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + LocalApi.ROOT + name);
        return CLIENT.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    }
}
