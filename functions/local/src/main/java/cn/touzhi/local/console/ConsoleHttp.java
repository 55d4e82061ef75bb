package cn.touzhi.local.console;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.Optional;

/** Serves the console in front of whatever else a port serves. */
public final class ConsoleHttp implements HttpHandler {
    private final Console console = new Console();
    private final HttpHandler rest;

    /** @param rest for all that is not the console's */
    public ConsoleHttp(HttpHandler rest) {
        this.rest = rest;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Optional<Console.Page> page = exchange.getRequestMethod().matches("GET|HEAD")
                ? console.page(exchange.getRequestURI().getPath())
                : Optional.empty();
        if (page.isPresent()) {
            send(exchange, page.get());
        } else {
            rest.handle(exchange);
        }
    }

    private static void send(HttpExchange exchange, Console.Page page) throws IOException {
        boolean bodiless = exchange.getRequestMethod().equals("HEAD");
        try (exchange) {
            page.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(page.status(), bodiless ? -1 : page.body().length);
            if (!bodiless) {
                exchange.getResponseBody().write(page.body());
            }
        }
    }
}
