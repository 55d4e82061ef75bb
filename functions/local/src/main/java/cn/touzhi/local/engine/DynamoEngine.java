package cn.touzhi.local.engine;

import cn.touzhi.local.data.DataFolder;
import cn.touzhi.local.engine.child.DynamoMain;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** DynamoDB Local in a process of its own, tables and streams included. */
public final class DynamoEngine implements AutoCloseable {
    public static final String ITEMS = "DynamoDB_20120810.";
    public static final String STREAMS = "DynamoDBStreams_20120810.";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CONTENT_TYPE = "application/x-amz-json-1.0";
    private static final String ANYBODY =
            "AWS4-HMAC-SHA256 Credential=local/20260101/local/dynamodb/aws4_request, SignedHeaders=host, Signature=0";
    private static final List<String> JVM = List.of(
            "-Xms64m",
            "-Xmx512m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData",
            "--enable-native-access=ALL-UNNAMED");

    private final EngineProcess process;
    private final EngineHttp http;

    private DynamoEngine(EngineProcess process, EngineHttp http) {
        this.process = process;
        this.http = http;
    }

    /** Returns once it answers. */
    static DynamoEngine start(Launcher launcher, Path jars, DataFolder data) {
        int port = Port.free();
        List<String> arguments = new ArrayList<>(
                List.of(DynamoMain.class.getName(), "-disableTelemetry", "-sharedDb", "-port", Integer.toString(port)));
        // otherwise every page in the developer's browser may read the tables
        arguments.addAll(List.of("-cors", "http://127.0.0.1"));
        if (data.lasting()) {
            arguments.addAll(List.of("-dbPath", data.folder("tables").toString()));
        } else {
            arguments.add("-inMemory");
        }
        Path log = data.folder("engines").resolve("dynamodb.log");
        EngineProcess process = new EngineProcess("DynamoDB Local", launcher.start(jars, JVM, arguments, log), log);
        EngineHttp http = new EngineHttp(URI.create("http://127.0.0.1:" + port + "/"));
        DynamoEngine engine = new DynamoEngine(process, http);
        process.await(engine::answers);
        return engine;
    }

    private boolean answers() {
        try {
            return forward(ITEMS + "ListTables", "{}".getBytes(StandardCharsets.UTF_8))
                    .ok();
        } catch (EngineException notYet) {
            return false;
        }
    }

    URI address() {
        return http.address();
    }

    public long pid() {
        return process.pid();
    }

    /** Hands a request on as it is. */
    public EngineAnswer forward(String target, byte[] body) {
        return http.post(Map.of("X-Amz-Target", target, "Content-Type", CONTENT_TYPE, "Authorization", ANYBODY), body);
    }

    /**
     * Calls an operation of DynamoDB on behalf of the local cloud itself.
     *
     * @throws EngineException if it is refused
     */
    public JsonNode call(String operation, ObjectNode request) {
        EngineAnswer answer = forward(ITEMS + operation, request.toString().getBytes(StandardCharsets.UTF_8));
        JsonNode body = json(answer.body());
        if (!answer.ok()) {
            String message = body.path("message").asText(body.path("Message").asText());
            throw new EngineException("DynamoDB Local refuses %s: %s".formatted(operation, message));
        }
        return body;
    }

    private static JsonNode json(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException malformed) {
            throw new EngineException("DynamoDB Local answers what is not JSON.", malformed);
        }
    }

    @Override
    public void close() {
        http.close();
        process.close();
    }
}
