package cn.touzhi.local.aws;

import cn.touzhi.local.aws.dynamodb.DynamoJson;
import cn.touzhi.local.aws.dynamodb.Items;
import cn.touzhi.local.aws.sqs.Queues;
import cn.touzhi.local.data.Outbox;
import cn.touzhi.local.data.StoredByte;
import cn.touzhi.local.engine.StoredMessage;
import cn.touzhi.local.template.Table;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;

/** Everything stored in tables, queues and the outside world. */
public final class Stores {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Items items;
    private final Queues queues;
    private final Outbox outbox;

    Stores(Items items, Queues queues, Outbox outbox) {
        this.items = items;
        this.queues = queues;
        this.outbox = outbox;
    }

    public List<StoredByte> all() {
        List<StoredByte> all = new ArrayList<>();
        for (Table table : items.tables()) {
            items.of(table.logicalId())
                    .forEach(item -> all.add(new StoredByte(
                            table.logicalId(), "item", Items.keyText(table, item), DynamoJson.plain(item))));
        }
        for (String queue : queues.names()) {
            String kind = queues.isForDeadLetters(queue) ? "dead-letter" : "message";
            for (StoredMessage message : queues.messages(queue)) {
                all.add(new StoredByte(queue, kind, message.id(), body(message)));
                if (!message.attributes().isEmpty()) {
                    all.add(new StoredByte(queue, kind, message.id() + "/attributes", message.attributes()));
                }
            }
        }
        outbox.all()
                .forEach(message -> all.add(new StoredByte("Outbox", "outbox", message.id(), Outbox.json(message))));
        return all;
    }

    private static JsonNode body(StoredMessage message) {
        try {
            return JSON.readTree(message.body());
        } catch (JsonProcessingException notJson) {
            return TextNode.valueOf(message.body());
        }
    }
}
