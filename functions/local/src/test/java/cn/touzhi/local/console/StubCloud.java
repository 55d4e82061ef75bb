package cn.touzhi.local.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** Serves the real console before answers that a test lays down, in the shapes of {@code /_local/} and of the API. */
final class StubCloud implements AutoCloseable {
    /** What the page sent. */
    record Sent(String request, Map<String, String> headers, JsonNode body) {
        Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name));
        }
    }

    private record Laid(int status, String type, byte[] body) {}

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Laid> answers = new ConcurrentHashMap<>();
    private final List<Sent> sent = new CopyOnWriteArrayList<>();
    private final ArrayNode messages = JSON.createArrayNode();
    private final HttpServer server;

    StubCloud() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", new ConsoleHttp(this::handle));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        lay("GET /_local/ready", 200, "{}");
        lay("GET /_local/messages", 200, "[]");
        lay("GET /_local/template", 200, recorded("template.json"));
        lay("GET /_local/invocations", 200, "[]");
        lay("GET /_local/logs", 200, "[]");
        lay("GET /_local/stores", 200, "");
        lay("GET /_local/faults", 200, "[]");
        lay("GET /_local/clock", 200, "{\"now\":\"2026-11-26T12:00:00Z\"}");
    }

    /** With a name and not a number: browsers give secure contexts to both, cookies of {@code localhost} to one. */
    URI uri() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    /** @param request method and path, without the query */
    void lay(String request, int status, String json) {
        String type = status < 400 ? "application/json" : "application/problem+json";
        answers.put(request, new Laid(status, type, json.getBytes(StandardCharsets.UTF_8)));
    }

    /** Lets a message, as {@code /_local/messages} would tell it, reach the phone or the mailbox. */
    void receive(String message) {
        messages.add(read(message));
        lay("GET /_local/messages", 200, messages.toString());
    }

    /** All calls of the API and changes of the cloud, oldest first; what was read from {@code /_local/} is left out. */
    List<Sent> sent() {
        return List.copyOf(sent);
    }

    /** Method and path of them. */
    List<String> requests() {
        return sent.stream().map(Sent::request).toList();
    }

    /** The first call of this method and path. */
    Sent sent(String request) {
        return sent.stream()
                .filter(call -> call.request().equals(request))
                .findFirst()
                .orElseThrow();
    }

    /** One of the files beside this class. */
    static String recorded(String file) {
        try (InputStream resource = StubCloud.class.getResourceAsStream(file)) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        String request = exchange.getRequestMethod() + " " + path;
        if (!path.startsWith("/_local/") || !exchange.getRequestMethod().equals("GET")) {
            note(request, exchange);
        }
        Laid laid = answers.getOrDefault(
                request,
                new Laid(404, "application/json", "{\"message\":\"Not Found\"}".getBytes(StandardCharsets.UTF_8)));
        exchange.getResponseHeaders().set("content-type", laid.type());
        answer(exchange, laid.status(), laid.body());
    }

    private void note(String request, HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Map<String, String> headers = new ConcurrentHashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        sent.add(new Sent(request, headers, read(body)));
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(status, status == 204 ? -1 : body.length);
            if (status != 204) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
