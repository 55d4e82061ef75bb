package cn.touzhi.registration.challenge;

import static cn.touzhi.kernel.dynamo.Attributes.seconds;
import static cn.touzhi.kernel.dynamo.Attributes.text;

import cn.touzhi.registration.RegistrationTable;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** Proof of work whose every solution is good once: the first to use it leaves its name. */
public final class SolvedOnce implements Challenges {
    private static final String FREE = "attribute_not_exists(#pk) OR #verification = :wish";

    private final ProofOfWork work;
    private final DynamoDbClient dynamo;
    private final String table;

    SolvedOnce(ProofOfWork work, DynamoDbClient dynamo, String table) {
        this.work = work;
        this.dynamo = dynamo;
        this.table = table;
    }

    @Override
    public Checked check(String answer) {
        return PayloadReader.read(answer)
                .flatMap(work::solved)
                .<Checked>map(Checked.Solved::new)
                .orElseGet(Checked.NotSolved::new);
    }

    /** The item outlives the challenge, so that what time to live has taken is too late anyway. */
    @Override
    public boolean spend(Solution solution, String wish) {
        Map<String, AttributeValue> item = new HashMap<>(RegistrationTable.challengeKey(solution.challenge()));
        item.put(RegistrationTable.VERIFICATION, text(wish));
        item.put(RegistrationTable.EXPIRES_AT, seconds(solution.endsAt()));
        try {
            dynamo.putItem(put -> put.tableName(table)
                    .item(item)
                    .conditionExpression(FREE)
                    .expressionAttributeNames(Map.of(
                            "#pk", RegistrationTable.PK,
                            "#verification", RegistrationTable.VERIFICATION))
                    .expressionAttributeValues(Map.of(":wish", text(wish))));
            return true;
        } catch (ConditionalCheckFailedException spent) {
            return false;
        }
    }
}
