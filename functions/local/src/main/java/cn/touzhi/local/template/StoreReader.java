package cn.touzhi.local.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns tables, queues, topics and subscriptions into their types. */
final class StoreReader {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Resource> resources;

    StoreReader(Map<String, Resource> resources) {
        this.resources = resources;
    }

    Table table(Resource resource) {
        Properties properties = Properties.of(resource);
        Properties ttl = properties.at("TimeToLiveSpecification");
        List<Table.Index> indexes = new ArrayList<>();
        properties.elements("GlobalSecondaryIndexes").forEach(node -> indexes.add(index(properties, node, true)));
        properties.elements("LocalSecondaryIndexes").forEach(node -> indexes.add(index(properties, node, false)));
        return new Table(
                resource.logicalId(),
                keys(properties, properties),
                properties.has("StreamSpecification"),
                properties
                        .at("StreamSpecification")
                        .optionalText("StreamViewType")
                        .orElse(""),
                ttl.flag("Enabled") ? ttl.optionalText("AttributeName") : Optional.empty(),
                List.copyOf(indexes));
    }

    private static Table.Index index(Properties table, JsonNode node, boolean global) {
        Properties index = new Properties(table.where() + (global ? ".Global" : ".Local") + "SecondaryIndexes", node);
        Properties projection = index.at("Projection");
        return new Table.Index(
                index.text("IndexName"),
                global,
                keys(table, index),
                projection.text("ProjectionType"),
                projection.texts("NonKeyAttributes"));
    }

    private static List<Table.KeyElement> keys(Properties table, Properties owner) {
        List<Table.KeyElement> keys = new ArrayList<>();
        for (JsonNode element : owner.elements("KeySchema")) {
            Properties key = new Properties(owner.where() + ".KeySchema", element);
            String name = key.text("AttributeName");
            keys.add(new Table.KeyElement(name, key.text("KeyType"), typeOf(table, name)));
        }
        if (keys.isEmpty()) {
            throw new TemplateException("%s has no KeySchema.".formatted(owner.where()));
        }
        return List.copyOf(keys);
    }

    private static String typeOf(Properties table, String attribute) {
        return table.elements("AttributeDefinitions").stream()
                .filter(definition -> definition.path("AttributeName").asText().equals(attribute))
                .map(definition -> definition.path("AttributeType").asText())
                .findFirst()
                .orElseThrow(
                        () -> new TemplateException("%s has the key %s, which AttributeDefinitions does not define."
                                .formatted(table.where(), attribute)));
    }

    Queue queue(Resource resource) {
        Properties properties = Properties.of(resource);
        return new Queue(
                resource.logicalId(),
                properties.flag("FifoQueue"),
                properties.seconds("VisibilityTimeout", 30),
                properties.seconds("MessageRetentionPeriod", 345_600),
                properties.seconds("DelaySeconds", 0),
                properties.has("RedrivePolicy") ? Optional.of(redrive(properties)) : Optional.empty());
    }

    private Queue.Redrive redrive(Properties queue) {
        Properties policy = new Properties(queue.where() + ".RedrivePolicy", document(queue, "RedrivePolicy"));
        return new Queue.Redrive(
                policy.reference("deadLetterTargetArn", "AWS::SQS::Queue", resources),
                Integer.parseInt(policy.text("maxReceiveCount")));
    }

    Subscription subscription(Resource resource) {
        Properties properties = Properties.of(resource);
        if (!properties.text("Protocol").equals("sqs")) {
            throw new TemplateException("%s.Protocol is %s; the local cloud delivers to sqs only."
                    .formatted(resource.logicalId(), properties.text("Protocol")));
        }
        return new Subscription(
                resource.logicalId(),
                properties.reference("TopicArn", "AWS::SNS::Topic", resources),
                properties.reference("Endpoint", "AWS::SQS::Queue", resources),
                properties.flag("RawMessageDelivery"),
                properties.has("FilterPolicy") ? Optional.of(document(properties, "FilterPolicy")) : Optional.empty(),
                properties.optionalText("FilterPolicyScope").orElse("").equals("MessageBody"));
    }

    /** A JSON document, which CloudFormation takes as a mapping or as text. */
    private static JsonNode document(Properties properties, String name) {
        JsonNode node = properties.node().path(name);
        if (!node.isTextual()) {
            return node;
        }
        try {
            return JSON.readTree(node.asText());
        } catch (JsonProcessingException malformed) {
            throw properties.wrong(name, "JSON");
        }
    }
}
