package cn.touzhi.local.lambda;

import cn.touzhi.local.http.OnlyLocal;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The Lambda Runtime API for one execution environment (docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html): the
 * process asks for its next event, and posts its answer or error.
 */
final class RuntimeApi implements AutoCloseable {
    /** Lambda's limit for an answer that is waited for. */
    static final int LARGEST_ANSWER = 6 * 1024 * 1024;

    private static final String ROOT = "/2018-06-01/runtime";
    private static final byte[] ACCEPTED = "{\"status\":\"OK\"}".getBytes(StandardCharsets.US_ASCII);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService threads;
    private final BlockingQueue<Work> next = new ArrayBlockingQueue<>(1);
    private final CompletableFuture<Optional<Outcome>> initialised = new CompletableFuture<>();
    private volatile Work current;

    private record Work(String id, String arn, byte[] event, Instant deadline, CompletableFuture<Outcome> outcome) {}

    RuntimeApi() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        threads = Executors.newVirtualThreadPerTaskExecutor();
        server.setExecutor(threads);
        server.createContext(ROOT, this::serve).getFilters().add(new OnlyLocal());
        server.start();
    }

    /** Where the process finds it, as {@code AWS_LAMBDA_RUNTIME_API} wants it. */
    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** Completes when the process asks for its first event, or with what kept it from that. */
    CompletableFuture<Optional<Outcome>> initialised() {
        return initialised;
    }

    /** Hands over an event. One at a time: the environment sees to that. */
    CompletableFuture<Outcome> run(String id, String arn, byte[] event, Instant deadline) {
        Work work = new Work(id, arn, event, deadline, new CompletableFuture<>());
        current = work;
        next.add(work);
        return work.outcome();
    }

    /** The process is no more: whoever waits for it is told. */
    void ended(Outcome how) {
        initialised.complete(Optional.of(how));
        Work running = current;
        if (running != null) {
            running.outcome().complete(how);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath().substring(ROOT.length());
            String[] parts = path.split("/");
            if (path.equals("/invocation/next")) {
                next(exchange);
            } else if (path.equals("/init/error")) {
                initialised.complete(Optional.of(readError(exchange)));
                answer(exchange, 202, ACCEPTED);
            } else if (path.equals("/restore/next")) {
                answer(exchange, 200, new byte[0]);
            } else if (parts.length == 4 && parts[1].equals("invocation")) {
                finish(exchange, parts[2], parts[3]);
            } else {
                answer(exchange, 404, new byte[0]);
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private void next(HttpExchange exchange) throws IOException, InterruptedException {
        initialised.complete(Optional.empty());
        Work work = next.take();
        var headers = exchange.getResponseHeaders();
        headers.set("Lambda-Runtime-Aws-Request-Id", work.id());
        headers.set("Lambda-Runtime-Deadline-Ms", Long.toString(work.deadline().toEpochMilli()));
        headers.set("Lambda-Runtime-Invoked-Function-Arn", work.arn());
        headers.set("Content-Type", "application/json");
        answer(exchange, 200, work.event());
    }

    private void finish(HttpExchange exchange, String id, String how) throws IOException {
        Work work = current;
        if (work == null || !work.id().equals(id)) {
            answer(exchange, 400, "{\"errorType\":\"InvalidRequestID\"}".getBytes(StandardCharsets.US_ASCII));
            return;
        }
        Outcome outcome = how.equals("response") ? readAnswer(exchange) : readError(exchange);
        answer(exchange, 202, ACCEPTED);
        current = null;
        work.outcome().complete(outcome);
    }

    private static Outcome readAnswer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(LARGEST_ANSWER + 1);
        if (body.length <= LARGEST_ANSWER) {
            return new Outcome.Returned(body);
        }
        exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
        String type = "Function.ResponseSizeTooLarge";
        String message = "Response payload size exceeded maximum allowed payload size (6291556 bytes).";
        return new Outcome.Failed(
                type,
                message,
                JSON.writeValueAsBytes(
                        JSON.createObjectNode().put("errorType", type).put("errorMessage", message)));
    }

    private static Outcome readError(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        JsonNode error = body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body);
        return new Outcome.Failed(
                error.path("errorType").asText("Error"),
                error.path("errorMessage").asText(""),
                body);
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }
}
