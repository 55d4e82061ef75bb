package cn.touzhi.kernel;

import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
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

/** A real DynamoDB engine with empty tables ({@code pk}, {@code sk}), which remembers the requests that reach it. */
public final class LocalDynamo implements BeforeAllCallback, AfterAllCallback {
    /** API reference, BatchWriteItem. */
    private static final int BATCH = 25;

    private final List<String> tables;
    private final List<SdkRequest> requests = new CopyOnWriteArrayList<>();
    private DynamoDBProxyServer server;
    private DynamoDbClient client;

    /** @param tables their names */
    public LocalDynamo(String... tables) {
        this.tables = List.of(tables);
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        int port = freePort();
        // classes run side by side, and what the engine sets up when it is first started is the whole process's
        synchronized (LocalDynamo.class) {
            server = ServerRunner.createServerFromCommandLineArgs(
                    new String[] {"-inMemory", "-disableTelemetry", "-port", Integer.toString(port)});
            server.start();
        }
        client = DynamoDbClient.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + port))
                .region(Region.CN_NORTH_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClient(UrlConnectionHttpClient.create())
                .overrideConfiguration(override -> override.addExecutionInterceptor(new Recorder()))
                .build();
        tables.forEach(this::create);
        requests.clear();
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        client.close();
        server.stop();
    }

    /** A client whose requests are remembered. */
    public DynamoDbClient client() {
        return client;
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

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
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
}
