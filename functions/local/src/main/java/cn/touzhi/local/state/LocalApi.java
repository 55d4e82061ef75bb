package cn.touzhi.local.state;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/**
 * The local cloud's own interface under {@code /_local/}, described in {@code functions/local/README.md}. Until the
 * cloud is up, everything is answered with 503.
 */
public final class LocalApi implements HttpHandler {
    public static final String ROOT = "/_local/";

    private static final System.Logger LOG = System.getLogger(LocalApi.class.getName());

    private final AtomicReference<Map<String, Operation>> operations = new AtomicReference<>(Map.of());

    /** One operation: a method on a name. */
    interface Operation {
        /**
         * @throws IllegalArgumentException in one sentence, if the request can't be understood
         * @throws NotFound if it names what is not there
         */
        LocalAnswer answer(LocalRequest request) throws InterruptedException;
    }

    /** From now on it answers. */
    public void open(Views views) {
        Map<String, Operation> all = new LinkedHashMap<>();
        all.put("GET ready", request -> LocalAnswer.json(views.cloud().ready()));
        views.functions().operations(all);
        views.stores().operations(all);
        views.cloud().operations(all);
        open(all);
    }

    void open(Map<String, Operation> all) {
        operations.set(Map.copyOf(all));
    }

    /** What the interface shows, by subject. */
    public record Views(FunctionsView functions, StoresView stores, CloudView cloud) {}

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            send(answer(exchange), exchange);
        }
    }

    private static void send(LocalAnswer answer, HttpExchange exchange) throws IOException {
        try {
            answer.send(exchange);
        } catch (UncheckedIOException gone) {
            throw gone.getCause();
        } catch (RuntimeException failed) {
            LOG.log(System.Logger.Level.ERROR, "/_local/ could not finish an answer", failed);
            // closing the exchange would end the answer as if it were whole; an interrupted write cuts the connection
            Thread.currentThread().interrupt();
        }
    }

    private LocalAnswer answer(HttpExchange exchange) throws IOException {
        if (operations.get().isEmpty()) {
            return LocalAnswer.problem(503, "The local cloud is starting.");
        }
        if (isForeign(exchange)) {
            return LocalAnswer.problem(403, "Pages of other origins may not use the local cloud.");
        }
        try {
            LocalRequest request = LocalRequest.of(exchange, ROOT);
            Operation operation = operations.get().get(request.method() + " " + request.name());
            return operation == null ? unknown(request.name()) : operation.answer(request);
        } catch (NotFound missing) {
            return LocalAnswer.problem(404, missing.getMessage());
        } catch (IllegalArgumentException malformed) {
            return LocalAnswer.problem(400, String.valueOf(malformed.getMessage()));
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return LocalAnswer.problem(503, "The local cloud is closing.");
        } catch (RuntimeException failed) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "/_local/ failed at " + exchange.getRequestURI().getPath(),
                    failed);
            return LocalAnswer.problem(500, "The local cloud failed: " + failed.getMessage());
        }
    }

    private LocalAnswer unknown(String name) {
        String methods = operations.get().keySet().stream()
                .filter(key -> key.endsWith(" " + name))
                .map(key -> key.substring(0, key.indexOf(' ')))
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .collect(Collectors.joining(", "));
        if (methods.isEmpty()) {
            return LocalAnswer.problem(404, "There is no /_local/%s.".formatted(name));
        }
        return LocalAnswer.problem(405, "/_local/%s takes %s.".formatted(name, methods), Map.of("Allow", methods));
    }

    /** Browsers name the page's origin; whatever is not a browser names none. */
    private static boolean isForeign(HttpExchange exchange) {
        Optional<String> origin =
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Origin"));
        String own = "http://" + exchange.getRequestHeaders().getFirst("Host");
        return origin.isPresent() && !origin.get().equalsIgnoreCase(own);
    }
}
