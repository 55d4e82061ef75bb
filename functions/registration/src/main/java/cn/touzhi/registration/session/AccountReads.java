package cn.touzhi.registration.session;

import static cn.touzhi.kernel.dynamo.Attributes.text;
import static cn.touzhi.kernel.dynamo.Attributes.textOf;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.registration.RegistrationTable;
import cn.touzhi.registration.identity.AccountAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads all that lies under an account in one query: it is little, and what is decided on it fits together. */
public final class AccountReads {
    private final DynamoDbClient dynamo;
    private final String table;

    public AccountReads(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /** What lies under the account of {@code subject}; empty where there is none, or no more than its opaque id. */
    public Optional<Holdings> of(SubjectId subject) {
        List<Map<String, AttributeValue>> items = itemsUnder(subject);
        return under(
                        items,
                        RegistrationTable.accountKey(subject)
                                .get(RegistrationTable.SK)
                                .s())
                .stream()
                .filter(item -> !textOf(item, RegistrationTable.STATE).equals(AccountState.ERASED.text()))
                .findFirst()
                .map(account -> new Holdings(
                        subject,
                        account,
                        under(items, RegistrationTable.identityPrefix()).stream()
                                .map(AccountAddress::of)
                                .toList(),
                        under(items, RegistrationTable.sessionPrefix()).stream()
                                .map(Session::of)
                                .toList()));
    }

    /** The items themselves, in the order of their sort keys. */
    public List<Map<String, AttributeValue>> itemsUnder(SubjectId subject) {
        return dynamo
                .queryPaginator(query -> query.tableName(table)
                        .keyConditionExpression("pk = :pk")
                        .expressionAttributeValues(Map.of(":pk", text(RegistrationTable.accountPartition(subject))))
                        .consistentRead(true))
                .items()
                .stream()
                .toList();
    }

    private static List<Map<String, AttributeValue>> under(List<Map<String, AttributeValue>> items, String prefix) {
        return items.stream()
                .filter(item -> textOf(item, RegistrationTable.SK).startsWith(prefix))
                .toList();
    }
}
