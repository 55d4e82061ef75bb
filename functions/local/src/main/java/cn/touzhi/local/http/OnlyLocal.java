package cn.touzhi.local.http;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Serves only requests for this machine by name: a page elsewhere whose name was made to lead here (DNS rebinding) comes
 * with that name. API Gateway, too, refuses a host that is none of its own.
 */
public final class OnlyLocal extends Filter {
    private static final Set<String> NAMES = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final byte[] REFUSAL = "{\"message\":\"Forbidden\"}".getBytes(StandardCharsets.UTF_8);

    @Override
    public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
        if (isLocal(Optional.ofNullable(exchange.getRequestHeaders().getFirst("Host"))
                .orElse(""))) {
            chain.doFilter(exchange);
            return;
        }
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(403, REFUSAL.length);
            exchange.getResponseBody().write(REFUSAL);
        }
    }

    @Override
    public String description() {
        return "only requests for this machine";
    }

    private static boolean isLocal(String host) {
        String name = host.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT);
        return NAMES.contains(name) || name.endsWith(".localhost");
    }
}
