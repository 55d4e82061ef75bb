package cn.touzhi.local.aws;

import cn.touzhi.local.aws.dynamodb.DynamoJson;
import cn.touzhi.local.aws.dynamodb.Items;
import cn.touzhi.local.aws.s3.StoredObjects;
import cn.touzhi.local.aws.sqs.Queues;
import cn.touzhi.local.data.Outbox;
import cn.touzhi.local.data.StoredByte;
import cn.touzhi.local.engine.StoredMessage;
import cn.touzhi.local.template.Table;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Everything stored in tables, queues, buckets and the outside world. */
public final class Stores {
    /** What it takes for JSON it shows whole: neither what follows the value nor a name's first value is lost. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final Items items;
    private final Queues queues;
    private final Outbox outbox;
    private final Optional<StoredObjects> objects;

    Stores(Items items, Queues queues, Outbox outbox, Optional<StoredObjects> objects) {
        this.items = items;
        this.queues = queues;
        this.outbox = outbox;
        this.objects = objects;
    }

    /**
     * Hands on one after the other, so that never all of it is in memory.
     *
     * @param kinds which of them; what holds others alone is not even asked
     */
    public void forEach(Predicate<String> kinds, Consumer<StoredByte> each) {
        if (kinds.test("item")) {
            items(each);
        }
        for (String queue : queues.names()) {
            String kind = queues.isForDeadLetters(queue) ? "dead-letter" : "message";
            if (kinds.test(kind)) {
                messages(queue, kind, each);
            }
        }
        objects.ifPresent(stored -> stored.forEach(kinds, each));
        if (kinds.test("outbox")) {
            outbox.all()
                    .forEach(message ->
                            each.accept(new StoredByte("Outbox", "outbox", message.id(), Outbox.json(message))));
        }
    }

    private void items(Consumer<StoredByte> each) {
        for (Table table : items.tables()) {
            items.of(table.logicalId())
                    .forEach(item -> each.accept(new StoredByte(
                            table.logicalId(), "item", Items.keyText(table, item), DynamoJson.plain(item))));
        }
    }

    private void messages(String queue, String kind, Consumer<StoredByte> each) {
        for (StoredMessage message : queues.messages(queue)) {
            each.accept(new StoredByte(queue, kind, message.id(), body(message.body())));
            if (!message.attributes().isEmpty()) {
                each.accept(new StoredByte(queue, kind, message.id() + "/attributes", message.attributes()));
            }
        }
    }

    /** As JSON where it is JSON and nothing else, as text otherwise. */
    static JsonNode body(String body) {
        try {
            JsonNode json = JSON.readTree(body);
            return json.isMissingNode() ? TextNode.valueOf(body) : json;
        } catch (JsonProcessingException notJson) {
            return TextNode.valueOf(body);
        }
    }
}
