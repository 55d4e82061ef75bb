package cn.touzhi.applications.hearing;

import static cn.touzhi.kernel.dynamo.Attributes.text;

import cn.touzhi.applications.ApplicationsTable;
import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.dynamo.Change;
import cn.touzhi.kernel.dynamo.Transactions;
import cn.touzhi.kernel.standing.KnownConsents;
import cn.touzhi.kernel.standing.Standings;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Takes away the ID numbers of whoever doesn't consent to giving any, at every delivery of a change. */
final class WithdrawnIdentityNumbers {
    private static final String CONSENT = "resume-identity-number";

    private final DynamoDbClient dynamo;
    private final String table;
    private final Standings standings;
    private final Transactions transactions;

    WithdrawnIdentityNumbers(DynamoDbClient dynamo, String table, Standings standings, Transactions transactions) {
        this.dynamo = dynamo;
        this.table = table;
        this.standings = standings;
        this.transactions = transactions;
    }

    /** Takes them away, unless the consent holds. */
    void takeAway(SubjectId subject) {
        KnownConsents known = standings.of(subject).consents();
        if (!known.given().contains(CONSENT)) {
            // refused: more was heard of their consents, and of that there will be a delivery
            given(subject)
                    .forEach(key -> transactions.writeAll(List.of(
                            known.checkLatest(table, subject),
                            Change.when(table, "attribute_exists(#pk)").delete(key))));
        }
    }

    /** As many as they have applications that go on: some dozens. */
    private List<Map<String, AttributeValue>> given(SubjectId subject) {
        return dynamo
                .queryPaginator(query -> query.tableName(table)
                        .keyConditionExpression("pk = :pk AND begins_with(sk, :identity)")
                        .projectionExpression("pk, sk")
                        .expressionAttributeValues(Map.of(
                                ":pk", text(ApplicationsTable.seekerPartition(subject)),
                                ":identity", text(ApplicationsTable.identityPrefix())))
                        .consistentRead(true))
                .items()
                .stream()
                .toList();
    }
}
