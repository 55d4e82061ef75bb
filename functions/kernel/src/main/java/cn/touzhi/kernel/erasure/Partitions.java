package cn.touzhi.kernel.erasure;

import static cn.touzhi.kernel.dynamo.Attributes.text;
import static cn.touzhi.kernel.dynamo.Attributes.textOf;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.dynamo.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** The data of a room that holds whatever it has of someone in partitions named after them, and checks the fence. */
public final class Partitions implements SubjectData {
    private final DynamoDbClient dynamo;
    private final String table;
    private final List<Partition> partitions;

    /** @param partitions all that there are */
    public Partitions(DynamoDbClient dynamo, String table, List<Partition> partitions) {
        this.dynamo = dynamo;
        this.table = table;
        this.partitions = List.copyOf(partitions);
    }

    @Override
    public Optional<Page> close(SubjectId subject) {
        return Optional.of(Page.NOTHING);
    }

    @Override
    public Page next(SubjectId subject) {
        List<TransactWriteItem> actions = new ArrayList<>();
        List<String> kinds = new ArrayList<>();
        for (Partition partition : partitions) {
            for (Map<String, AttributeValue> item : itemsOf(partition, subject)) {
                if (actions.size() < Page.MOST_ACTIONS && !isFence(subject, item)) {
                    actions.add(Change.when(table, "attribute_exists(#pk)").delete(item));
                    kinds.add(partition.kindOf(textOf(item, Fence.SK)));
                }
            }
        }
        return new Page(actions, Findings.erased(kinds));
    }

    /** The keys of the first items: one more than fit into a page, as one may be the fence. */
    private List<Map<String, AttributeValue>> itemsOf(Partition partition, SubjectId subject) {
        return dynamo.query(query -> query.tableName(table)
                        .keyConditionExpression("pk = :pk")
                        .projectionExpression("pk, sk")
                        .expressionAttributeValues(Map.of(":pk", text(partition.prefix() + subject.value())))
                        .limit(Page.MOST_ACTIONS + 1)
                        .consistentRead(true))
                .items();
    }

    private static boolean isFence(SubjectId subject, Map<String, AttributeValue> item) {
        return item.equals(Fence.keyOf(subject));
    }

    /**
     * One of them.
     *
     * @param prefix of its key, which ends with the subject's id
     * @param kinds what lies in it: beginnings of sort keys, with names of the inventory
     */
    public record Partition(String prefix, Map<String, String> kinds) {
        /** Takes a copy. */
        public Partition {
            kinds = Map.copyOf(kinds);
        }

        String kindOf(String sortKey) {
            return kinds.entrySet().stream()
                    .filter(kind -> sortKey.startsWith(kind.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("an item that has no kind"));
        }
    }
}
