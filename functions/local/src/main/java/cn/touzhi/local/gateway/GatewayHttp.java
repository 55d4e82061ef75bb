package cn.touzhi.local.gateway;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The gateway's HTTP side: the limits of what comes in, and the way out. */
public final class GatewayHttp implements HttpHandler {
    /** docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html, in bytes: line and headers. */
    private static final int LARGEST_HEAD = 10_240;

    /** Likewise; not adjustable in AWS either. */
    private static final int LARGEST_BODY = 10 * 1024 * 1024;

    private final Gateway gateway;

    public GatewayHttp(Gateway gateway) {
        this.gateway = gateway;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            send(exchange, answer(exchange));
        }
    }

    private GatewayAnswer answer(HttpExchange exchange) throws IOException {
        Headers headers = exchange.getRequestHeaders();
        if (headers.containsKey("Transfer-Encoding") && headers.containsKey("Content-Length")) {
            // two lengths are two readings of where the next request begins (RFC 9112, 6.1)
            exchange.getResponseHeaders().set("Connection", "close");
            return GatewayAnswer.own(400, "Bad Request");
        }
        if (sizeOfHead(exchange) > LARGEST_HEAD) {
            return GatewayAnswer.own(431, "Request Header Fields Too Large");
        }
        byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
        if (body.length > LARGEST_BODY) {
            drain(exchange.getRequestBody());
            return GatewayAnswer.own(413, "Request Entity Too Large");
        }
        return gateway.answer(requestOf(exchange, body));
    }

    private static GatewayRequest requestOf(HttpExchange exchange, byte[] body) {
        // not getRawPath: java.net.URI takes what follows a double slash for a host
        String[] target = exchange.getRequestURI().toString().split("\\?", 2);
        Map<String, List<String>> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        return new GatewayRequest(
                exchange.getRequestMethod(),
                target[0],
                target.length == 2 ? target[1] : "",
                headers,
                exchange.getProtocol(),
                exchange.getRemoteAddress().getAddress().getHostAddress(),
                body);
    }

    private static int sizeOfHead(HttpExchange exchange) {
        int size = exchange.getRequestMethod().length()
                + exchange.getRequestURI().toString().length();
        for (Map.Entry<String, List<String>> header :
                exchange.getRequestHeaders().entrySet()) {
            for (String value : header.getValue()) {
                size += header.getKey().length() + value.length();
            }
        }
        return size;
    }

    /** A client that is still sending would not see the answer; one that never ends does not get one. */
    private static void drain(InputStream body) throws IOException {
        body.skip(LARGEST_BODY);
    }

    private static void send(HttpExchange exchange, GatewayAnswer answer) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        answer.headers().forEach((name, value) -> headers.set(name, value.replaceAll("[\\r\\n]", " ")));
        answer.cookies().forEach(cookie -> headers.add("Set-Cookie", cookie.replaceAll("[\\r\\n]", " ")));
        boolean bodiless = answer.body().length == 0
                || answer.status() == 204
                || answer.status() == 304
                || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(answer.status(), bodiless ? -1 : answer.body().length);
        if (!bodiless) {
            exchange.getResponseBody().write(answer.body());
        }
    }
}
