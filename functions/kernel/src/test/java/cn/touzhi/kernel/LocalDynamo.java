package cn.touzhi.kernel;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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

/** A database of its own in a real DynamoDB engine, with empty tables ({@code pk}, {@code sk}), which remembers the requests that reach it. */
public final class LocalDynamo implements BeforeAllCallback, AfterAllCallback {
    /** API reference, BatchWriteItem. */
    private static final int BATCH = 25;

    /** Where there are more to delete, a new table is made sooner. */
    private static final int MANY = 1000;

    private static final int WRITERS = 4;

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(LocalDynamo.class);

    private final List<String> tables;
    private final List<SdkRequest> requests = new CopyOnWriteArrayList<>();
    private final ReadUnits readUnits = new ReadUnits();
    private URI endpoint;
    private String accessKey;
    private DynamoDbClient client;

    /** @param tables their names */
    public LocalDynamo(String... tables) {
        this.tables = List.of(tables);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        open(context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(DynamoEngine.class, ignored -> DynamoEngine.start(), DynamoEngine.class));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        tables.forEach(table -> client.deleteTable(delete -> delete.tableName(table)));
        client.close();
    }

    /** One outside of tests, with an engine of its own that runs until the process ends. */
    public static LocalDynamo running(String... tables) {
        LocalDynamo dynamo = new LocalDynamo(tables);
        dynamo.open(DynamoEngine.start());
        return dynamo;
    }

    private void open(DynamoEngine engine) {
        endpoint = engine.endpoint();
        accessKey = engine.newDatabase();
        client = clientOver(UrlConnectionHttpClient.create());
        tables.forEach(this::create);
        requests.clear();
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
                .overrideConfiguration(override ->
                        override.addExecutionInterceptor(new Recorder()).addExecutionInterceptor(readUnits))
                .build();
    }

    /** The requests that {@code work} sends, in order, retries included. */
    public List<SdkRequest> requestsOf(Runnable work) {
        int before = requests.size();
        work.run();
        return List.copyOf(requests.subList(before, requests.size()));
    }

    /** What {@code work} costs. The engine itself says how many units each read of it takes. */
    public Reads readsOf(Runnable work) {
        double before = readUnits.sum();
        List<SdkRequest> sent = requestsOf(work);
        return new Reads(sent.size(), readUnits.sum() - before);
    }

    /**
     * What some work costs.
     *
     * @param requests round trips, retries and writes included
     * @param units read units: of four kilobytes each, half as many where the last write may be missing
     */
    public record Reads(int requests, double units) {}

    /** Puts {@code items}, all different, into {@code table} as fast as the engine takes them. */
    public void fill(String table, List<Map<String, AttributeValue>> items) {
        batches(
                table,
                items.stream()
                        .map(item -> WriteRequest.builder()
                                .putRequest(put -> put.item(item))
                                .build())
                        .toList());
    }

    /** All items of {@code table}; for tests alone, since no function may scan. */
    public List<Map<String, AttributeValue>> items(String table) {
        return client.scanPaginator(scan -> scan.tableName(table).consistentRead(true)).items().stream()
                .toList();
    }

    /** Empties {@code table}. */
    public void clear(String table) {
        List<Map<String, AttributeValue>> items = items(table);
        if (items.size() > MANY) {
            client.deleteTable(delete -> delete.tableName(table));
            create(table);
            return;
        }
        batches(
                table,
                items.stream()
                        .map(item -> Map.of("pk", item.get("pk"), "sk", item.get("sk")))
                        .map(key -> WriteRequest.builder()
                                .deleteRequest(delete -> delete.key(key))
                                .build())
                        .toList());
    }

    private void batches(String table, List<WriteRequest> writes) {
        List<Callable<Object>> batches = new ArrayList<>();
        for (int from = 0; from < writes.size(); from += BATCH) {
            List<WriteRequest> batch = writes.subList(from, Math.min(from + BATCH, writes.size()));
            batches.add(() -> client.batchWriteItem(write -> write.requestItems(Map.of(table, batch))));
        }
        try (var writers = Executors.newFixedThreadPool(WRITERS)) {
            for (Future<Object> written : writers.invokeAll(batches)) {
                written.get();
            }
        } catch (InterruptedException | ExecutionException failed) {
            throw new IllegalStateException("not all was written", failed);
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
}
