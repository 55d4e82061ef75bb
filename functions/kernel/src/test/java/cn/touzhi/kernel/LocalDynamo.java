package cn.touzhi.kernel;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;
import software.amazon.dynamodb.services.local.main.ServerRunner;
import software.amazon.dynamodb.services.local.server.DynamoDBProxyServer;

/** A database of its own in a real DynamoDB engine, with empty tables ({@code pk}, {@code sk}), which remembers the requests that reach it. */
public final class LocalDynamo implements BeforeAllCallback, AfterAllCallback {
    /** API reference, BatchWriteItem. */
    private static final int BATCH = 25;

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(LocalDynamo.class);

    private final List<String> tables;
    private final List<SdkRequest> requests = new CopyOnWriteArrayList<>();
    private URI endpoint;
    private String accessKey;
    private DynamoDbClient client;

    /** @param tables their names */
    public LocalDynamo(String... tables) {
        this.tables = List.of(tables);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        Engine engine = context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(Engine.class, ignored -> Engine.start(), Engine.class);
        endpoint = engine.endpoint();
        accessKey = engine.newDatabase();
        client = clientOver(UrlConnectionHttpClient.create());
        tables.forEach(this::create);
        requests.clear();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        tables.forEach(table -> client.deleteTable(delete -> delete.tableName(table)));
        client.close();
    }

    /** A client whose requests are remembered. */
    public DynamoDbClient client() {
        return client;
    }

    /** Another such client, which sends by {@code http}. */
    public DynamoDbClient clientOver(SdkHttpClient http) {
        return DynamoDbClient.builder()
                .endpointOverride(endpoint)
                .region(Region.CN_NORTH_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, "local")))
                .httpClient(http)
                .overrideConfiguration(override -> override.addExecutionInterceptor(new Recorder()))
                .build();
    }

    /** The requests that {@code work} sends, in order, retries included. */
    public List<SdkRequest> requestsOf(Runnable work) {
        int before = requests.size();
        work.run();
        return List.copyOf(requests.subList(before, requests.size()));
    }

    /** All items of {@code table}; for tests alone, since no function may scan. */
    public List<Map<String, AttributeValue>> items(String table) {
        return client.scanPaginator(scan -> scan.tableName(table).consistentRead(true)).items().stream()
                .toList();
    }

    /** Empties {@code table}. */
    public void clear(String table) {
        List<WriteRequest> deletions = items(table).stream()
                .map(item -> Map.of("pk", item.get("pk"), "sk", item.get("sk")))
                .map(key -> WriteRequest.builder()
                        .deleteRequest(delete -> delete.key(key))
                        .build())
                .toList();
        for (int from = 0; from < deletions.size(); from += BATCH) {
            List<WriteRequest> batch = deletions.subList(from, Math.min(from + BATCH, deletions.size()));
            client.batchWriteItem(write -> write.requestItems(Map.of(table, batch)));
        }
    }

    private void create(String table) {
        client.createTable(create -> create.tableName(table)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .keySchema(key("pk", KeyType.HASH), key("sk", KeyType.RANGE))
                .attributeDefinitions(text("pk"), text("sk")));
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }

    private static AttributeDefinition text(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    private final class Recorder implements ExecutionInterceptor {
        @Override
        public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
            requests.add(context.request());
        }
    }

    /**
     * The one engine of this process: where a second starts, it empties for a moment the list of operations that all of
     * them share, and the first refuses what it is asked as "invalid action".
     */
    private static final class Engine implements AutoCloseable {
        private final DynamoDBProxyServer server;
        private final URI endpoint;
        private final AtomicInteger databases = new AtomicInteger();

        private Engine(DynamoDBProxyServer server, URI endpoint) {
            this.server = server;
            this.endpoint = endpoint;
        }

        static Engine start() {
            try {
                int port = freePort();
                DynamoDBProxyServer server = ServerRunner.createServerFromCommandLineArgs(
                        new String[] {"-inMemory", "-disableTelemetry", "-port", Integer.toString(port)});
                server.start();
                return new Engine(server, URI.create("http://127.0.0.1:" + port));
            } catch (Exception failed) {
                throw new IllegalStateException("DynamoDB Local doesn't start", failed);
            }
        }

        URI endpoint() {
            return endpoint;
        }

        /** The access key of a database of its own: without {@code -sharedDb} the engine keeps one for each key. */
        String newDatabase() {
            return "database" + databases.incrementAndGet();
        }

        @Override
        public void close() throws Exception {
            server.stop();
        }

        private static int freePort() throws IOException {
            try (ServerSocket socket = new ServerSocket(0)) {
                return socket.getLocalPort();
            }
        }
    }
}
