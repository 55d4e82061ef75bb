package cn.touzhi.local;

import cn.touzhi.local.console.ConsoleHttp;
import cn.touzhi.local.http.OnlyLocal;
import cn.touzhi.local.state.LocalApi;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

/** The one port of the local cloud: APIs, console and {@code /_local/}, for this machine only. */
final class LocalServer implements AutoCloseable {
    private static final byte[] STARTING = "{\"message\":\"Service Unavailable\"}".getBytes(StandardCharsets.UTF_8);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final LocalApi api = new LocalApi();
    private final AtomicReference<HttpHandler> gateway = new AtomicReference<>(LocalServer::starting);

    /** @throws StartException if the port is taken */
    LocalServer(int port) {
        // otherwise an answer's head and body travel apart, 40 ms between them
        System.setProperty("sun.net.httpserver.nodelay", "true");
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (BindException refused) {
            throw new StartException(sentence(port, refused));
        } catch (IOException | IllegalArgumentException impossible) {
            throw new StartException("Port %d can't be opened.".formatted(port));
        }
        server.setExecutor(threads);
        add(LocalApi.ROOT, api);
        add("/", new ConsoleHttp(exchange -> gateway.get().handle(exchange)));
        server.start();
    }

    /** The one exception stands for ports in use and for those that only root may open. */
    static String sentence(int port, BindException refused) {
        boolean forbidden = String.valueOf(refused.getMessage()).contains("Permission denied");
        return "Port %d %s; choose another with -Dport=."
                .formatted(port, forbidden ? "may not be opened by this user" : "is in use");
    }

    LocalApi api() {
        return api;
    }

    int port() {
        return server.getAddress().getPort();
    }

    URI url() {
        return URI.create("http://localhost:" + port());
    }

    /** What browsers call the origin of its pages, by whichever name they were opened. */
    List<String> origins() {
        return List.of("http://localhost:" + port(), "http://127.0.0.1:" + port());
    }

    /** From now on the APIs answer. */
    void open(HttpHandler apis) {
        gateway.set(apis);
    }

    /** Puts something of the local cloud's own before the APIs. */
    void add(String path, HttpHandler handler) {
        HttpContext context = server.createContext(path, handler);
        context.getFilters().add(new OnlyLocal());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static void starting(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(503, STARTING.length);
            exchange.getResponseBody().write(STARTING);
        }
    }
}
