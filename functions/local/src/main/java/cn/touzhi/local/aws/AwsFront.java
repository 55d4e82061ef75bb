package cn.touzhi.local.aws;

import cn.touzhi.local.fault.Faults;
import cn.touzhi.local.http.OnlyLocal;
import cn.touzhi.local.lambda.Credentials;
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
import java.util.function.Supplier;

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
    private volatile List<Door> doors = List.of();

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

    /** From now on what is signed elsewhere than in its header comes in here. */
    public void open(Door door) {
        doors = List.of(door);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            AwsRequest request = AwsRequest.of(exchange);
            Optional<Answer> answer = answer(request);
            for (Door door : doors) {
                answer = answer.map(given -> door.dress(request, given));
            }
            if (answer.isPresent()) {
                write(exchange, answer.get());
            }
            // nothing written: closing the exchange cuts the connection
        }
    }

    /** Empty where the caller shall not get one. */
    private Optional<Answer> answer(AwsRequest request) {
        Optional<Signature> signature = Signature.of(request.headers().get("authorization"));
        if (signature.isPresent()) {
            String key = signature.get().accessKeyId();
            return make(signature.get(), request, known(key, () -> callers.byAccessKey(key)));
        }
        for (Door door : doors) {
            Optional<Door.Entry> entry = door.enter(request, this::credentials);
            if (entry.isPresent()) {
                return enter(entry.get());
            }
        }
        return Optional.of(Wire.JSON_1_0.error(
                new ServiceException(403, "MissingAuthenticationTokenException", "The request is not signed.")));
    }

    private Optional<Answer> enter(Door.Entry entry) {
        return switch (entry) {
            case Door.Entry.Answered answered -> Optional.of(answered.answer());
            case Door.Entry.Signed(String service, String key, AwsRequest request) ->
                make(new Signature(key, service), request, known(key, () -> callers.session(key)
                        .map(Session::role)
                        .map(Bearer::new)));
        };
    }

    private Optional<Credentials> credentials(String accessKeyId) {
        return accessKeyId.equals(Deployer.ACCESS_KEY)
                ? Optional.of(Deployer.CREDENTIALS)
                : callers.session(accessKeyId).map(Session::credentials);
    }

    private static Optional<Caller> known(String accessKeyId, Supplier<Optional<Caller>> others) {
        return accessKeyId.equals(Deployer.ACCESS_KEY) ? Optional.of(new Deployer()) : others.get();
    }

    private Optional<Answer> make(Signature signature, AwsRequest request, Optional<Caller> caller) {
        Optional<Service> service = services.stream()
                .filter(one -> one.name().equals(signature.service()))
                .findFirst();
        if (service.isEmpty()) {
            return Optional.of(Wire.JSON_1_0.error(unknown(signature)));
        }
        return caller.map(known -> calls.make(service.get(), request, known))
                .orElseGet(() -> Optional.of(stranger(service.get().wire())));
    }

    private static Answer stranger(Wire wire) {
        String code =
                switch (wire) {
                    case QUERY -> "InvalidClientTokenId";
                    case REST_XML -> "InvalidAccessKeyId";
                    default -> "UnrecognizedClientException";
                };
        return wire.error(new ServiceException(403, code, "The security token included in the request is invalid."));
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
        boolean empty = answer.body().length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(answer.status(), empty ? -1 : answer.body().length);
        if (!empty) {
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(answer.body());
            }
        }
    }

    @Override
    public void close() {
        calls.close();
        server.stop(0);
        threads.shutdownNow();
    }
}
