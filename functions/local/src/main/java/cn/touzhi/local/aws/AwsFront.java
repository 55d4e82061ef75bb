package cn.touzhi.local.aws;

import cn.touzhi.local.fault.Faults;
import cn.touzhi.local.http.OnlyLocal;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The one address under which functions find AWS ({@code AWS_ENDPOINT_URL}). It tells the service by the signature's
 * scope and the caller by the access key, asks for permission, lets faults happen, hands the call on, and records it.
 */
public final class AwsFront implements AutoCloseable {
    /** With this access key everything is allowed: the local cloud itself, tests, the console. */
    public static final String DEPLOYER_KEY = Deployer.ACCESS_KEY;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Callers callers;
    private final Calls calls;
    private volatile List<Service> services = List.of();

    /** Opens the address at once; until {@link #serve} everything is refused with 503. */
    public AwsFront(Callers callers, Faults faults, Clock clock) {
        this.callers = callers;
        this.calls = new Calls(faults, clock);
        // otherwise an answer's head and body travel apart, 40 ms between them
        System.setProperty("sun.net.httpserver.nodelay", "true");
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException noPort) {
            throw new UncheckedIOException("No port is free on 127.0.0.1.", noPort);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle).getFilters().add(new OnlyLocal());
        server.start();
    }

    /** From now on these services answer. */
    public void serve(List<Service> ready) {
        services = List.copyOf(ready);
    }

    /** From now on this one answers beside the others. */
    void add(Service ready) {
        List<Service> more = new ArrayList<>(services);
        more.add(ready);
        serve(more);
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Optional<Answer> answer = answer(AwsRequest.of(exchange), exchange.getRequestHeaders());
            if (answer.isPresent()) {
                write(exchange, answer.get());
            }
            // nothing written: closing the exchange cuts the connection
        }
    }

    /** Empty where the caller shall not get one. */
    private Optional<Answer> answer(AwsRequest request, Headers headers) {
        Optional<Signature> signature = Signature.of(headers.getFirst("Authorization"));
        if (signature.isEmpty()) {
            return Optional.of(Wire.JSON_1_0.error(
                    new ServiceException(403, "MissingAuthenticationTokenException", "The request is not signed.")));
        }
        Optional<Service> service = services.stream()
                .filter(one -> one.name().equals(signature.get().service()))
                .findFirst();
        if (service.isEmpty()) {
            return Optional.of(Wire.JSON_1_0.error(unknown(signature.get())));
        }
        String key = signature.get().accessKeyId();
        Optional<Caller> caller =
                key.equals(Deployer.ACCESS_KEY) ? Optional.of(new Deployer()) : callers.byAccessKey(key);
        return caller.map(known -> calls.make(service.get(), request, known))
                .orElseGet(() -> Optional.of(service.get()
                        .wire()
                        .error(new ServiceException(
                                403,
                                service.get().wire() == Wire.QUERY
                                        ? "InvalidClientTokenId"
                                        : "UnrecognizedClientException",
                                "The security token included in the request is invalid."))));
    }

    private ServiceException unknown(Signature signature) {
        return services.isEmpty()
                ? new ServiceException(503, "ServiceUnavailable", "The local cloud is starting.")
                : new ServiceException(
                        400,
                        "UnknownOperationException",
                        "The local cloud has no service %s.".formatted(signature.service()));
    }

    private static void write(HttpExchange exchange, Answer answer) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        answer.headers().forEach(headers::set);
        headers.set("x-amzn-RequestId", UUID.randomUUID().toString());
        exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
        try (OutputStream body = exchange.getResponseBody()) {
            body.write(answer.body());
        }
    }

    @Override
    public void close() {
        calls.close();
        server.stop(0);
        threads.shutdownNow();
    }
}
