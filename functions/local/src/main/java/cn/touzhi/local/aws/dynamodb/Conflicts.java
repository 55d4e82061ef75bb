package cn.touzhi.local.aws.dynamodb;

import cn.touzhi.local.aws.ServiceException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The error of a transaction that meets another one. */
final class Conflicts {
    private Conflicts() {}

    /**
     * @param size how many actions the transaction has
     * @param index which of them met the other
     */
    static ServiceException cancelled(int size, int index) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        ArrayNode reasons = fields.putArray("CancellationReasons");
        for (int i = 0; i < size; i++) {
            ObjectNode reason = reasons.addObject();
            if (i == index) {
                reason.put("Code", "TransactionConflict").put("Message", "Transaction is ongoing for the item");
            } else {
                reason.put("Code", "None");
            }
        }
        String codes = IntStream.range(0, size)
                .mapToObj(i -> i == index ? "TransactionConflict" : "None")
                .collect(Collectors.joining(", "));
        String message =
                "Transaction cancelled, please refer cancellation reasons for specific reasons [" + codes + "]";
        fields.put("Message", message);
        return new ServiceException(
                400, "com.amazonaws.dynamodb.v20120810#TransactionCanceledException", message, fields);
    }
}
