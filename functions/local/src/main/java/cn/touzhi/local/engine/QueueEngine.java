package cn.touzhi.local.engine;

import cn.touzhi.local.data.DataFolder;
import cn.touzhi.local.engine.child.QueueMain;
import cn.touzhi.local.template.Names;
import cn.touzhi.local.template.Queue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** ElasticMQ in a process of its own; its messages lie in a file, so that they outlive it and can all be seen. */
public final class QueueEngine implements AutoCloseable {
    public static final String TARGET = "AmazonSQS.";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> JVM = List.of(
            "-Xms32m",
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData",
            "--enable-native-access=ALL-UNNAMED");

    /** How often a receiver that waits looks again. */
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final EngineProcess process;
    private final EngineHttp http;
    private final EngineHttp view;

    private QueueEngine(EngineProcess process, EngineHttp http, EngineHttp view) {
        this.process = process;
        this.http = http;
        this.view = view;
    }

    /**
     * Returns once all queues are there.
     *
     * @param endpoint what queue URLs begin with: the address that clients use
     */
    static QueueEngine start(Launcher launcher, Path jars, DataFolder data, URI endpoint, List<Queue> queues) {
        int port = Port.free();
        int viewPort = Port.free();
        Path folder = data.folder("queues");
        // a write that is answered lies on the disk; a folder that goes away anyway needs no such care
        String database = "jdbc:h2:" + folder.resolve("messages") + ";WRITE_DELAY=" + (data.lasting() ? 0 : 500);
        Path configuration = QueueConfiguration.write(folder, port, endpoint, database, queues);
        List<String> options = new ArrayList<>(JVM);
        options.add("-Dconfig.file=" + configuration);
        Path log = data.folder("engines").resolve("queues.log");
        EngineProcess process = new EngineProcess(
                "ElasticMQ",
                launcher.start(
                        jars, options, List.of(QueueMain.class.getName(), database, Integer.toString(viewPort)), log),
                log);
        QueueEngine engine = new QueueEngine(
                process,
                new EngineHttp(URI.create("http://127.0.0.1:" + port + "/")),
                new EngineHttp(URI.create("http://127.0.0.1:" + viewPort + "/")));
        process.await(() -> engine.has(queues));
        return engine;
    }

    private boolean has(List<Queue> queues) {
        try {
            Set<String> there = new HashSet<>();
            call("ListQueues", JsonNodeFactory.instance.objectNode())
                    .path("QueueUrls")
                    .forEach(url -> there.add(Names.logicalId(url.asText())));
            if (!queues.stream().allMatch(queue -> there.contains(queue.logicalId()))) {
                return false;
            }
            queues.forEach(queue -> messages(queue.logicalId()));
            return true;
        } catch (EngineException notYet) {
            return false;
        }
    }

    URI viewAddress() {
        return view.address();
    }

    public long pid() {
        return process.pid();
    }

    /** Hands a request on as it is. */
    public EngineAnswer forward(Map<String, String> headers, byte[] body) {
        return http.post(headers, body);
    }

    /**
     * Calls an operation of SQS on behalf of the local cloud itself.
     *
     * @throws EngineException if it is refused
     */
    public JsonNode call(String operation, ObjectNode request) {
        EngineAnswer answer = forward(headers(operation), request.toString().getBytes(StandardCharsets.UTF_8));
        if (!answer.ok()) {
            throw new EngineException(
                    "ElasticMQ refuses %s: %s".formatted(operation, new String(answer.body(), StandardCharsets.UTF_8)));
        }
        return json(answer);
    }

    private static JsonNode json(EngineAnswer answer) {
        try {
            return answer.body().length == 0 ? JsonNodeFactory.instance.objectNode() : JSON.readTree(answer.body());
        } catch (IOException malformed) {
            throw new EngineException("ElasticMQ answers what is not JSON.", malformed);
        }
    }

    /**
     * Receives messages, and waits for the first one as long as the request says.
     *
     * <p>The waiting is done here: while ElasticMQ itself waits and moves a message to the dead-letter queue meanwhile,
     * it forgets to take it out of its storage, and the message would be there twice after a restart.
     *
     * @param request of {@code ReceiveMessage}
     */
    public EngineAnswer receive(ObjectNode request) {
        long deadline = System.nanoTime()
                + Duration.ofSeconds(request.path("WaitTimeSeconds").asInt()).toNanos();
        byte[] once = request.deepCopy().put("WaitTimeSeconds", 0).toString().getBytes(StandardCharsets.UTF_8);
        EngineAnswer answer = forward(headers("ReceiveMessage"), once);
        while (answer.ok() && isEmpty(answer) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(PAUSE.toNanos());
            if (Thread.interrupted()) {
                Thread.currentThread().interrupt();
                return answer;
            }
            answer = forward(headers("ReceiveMessage"), once);
        }
        return answer;
    }

    private static boolean isEmpty(EngineAnswer answer) {
        return json(answer).path("Messages").isEmpty();
    }

    private static Map<String, String> headers(String operation) {
        return Map.of("X-Amz-Target", TARGET + operation, "Content-Type", "application/x-amz-json-1.0");
    }

    /** Every message of a queue: waiting, delayed and in flight, oldest first. */
    public List<StoredMessage> messages(String queue) {
        EngineAnswer answer = view.get("/" + queue);
        if (!answer.ok()) {
            throw new EngineException("ElasticMQ has no storage for %s.".formatted(queue));
        }
        return new String(answer.body(), StandardCharsets.UTF_8)
                .lines()
                .map(QueueEngine::message)
                .toList();
    }

    private static StoredMessage message(String line) {
        String[] columns = line.split("\t", -1);
        try {
            String attributes = text(columns[4]);
            return new StoredMessage(
                    columns[0],
                    Instant.ofEpochMilli(Long.parseLong(columns[1])),
                    Instant.ofEpochMilli(Long.parseLong(columns[2])),
                    Integer.parseInt(columns[3]),
                    attributes.isEmpty() ? JsonNodeFactory.instance.arrayNode() : JSON.readTree(attributes),
                    text(columns[5]));
        } catch (IOException malformed) {
            throw new EngineException("ElasticMQ keeps a message that cannot be read.", malformed);
        }
    }

    private static String text(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        http.close();
        view.close();
        process.close();
    }
}
