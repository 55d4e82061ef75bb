package cn.touzhi.registration.erasure;

import static cn.touzhi.kernel.dynamo.Attributes.instantOf;
import static cn.touzhi.kernel.dynamo.Attributes.text;
import static cn.touzhi.kernel.dynamo.Attributes.textOf;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.dynamo.Change;
import cn.touzhi.kernel.erasure.Findings;
import cn.touzhi.kernel.erasure.Kept;
import cn.touzhi.kernel.erasure.SubjectData;
import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.event.EventAttribute;
import cn.touzhi.registration.RegistrationEvents;
import cn.touzhi.registration.RegistrationTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * All that registration holds of someone. Every write of this room for a subject checks that the account may be used, so
 * the account itself is closed with the fence: it becomes an erased one, which says nothing but that.
 */
final class AccountData implements SubjectData {
    /** What lies under an account, by the beginning of its sort key; names are those of the inventory. */
    static final Map<String, String> KINDS = Map.of(
            RegistrationTable.sessionPrefix(), "Session",
            RegistrationTable.acceptancePrefix(), "Acceptance",
            RegistrationTable.staffActPrefix(), "StaffAct",
            RegistrationTable.eventPrefix(), "SubjectEvent");

    private static final String NOTICE = "Notice";

    private final DynamoDbClient dynamo;
    private final String table;
    private final ClosingAccounts closing;
    private final AddressData addresses;

    AccountData(DynamoDbClient dynamo, String table, ClosingAccounts closing) {
        this.dynamo = dynamo;
        this.table = table;
        this.closing = closing;
        this.addresses = new AddressData(dynamo, table);
    }

    @Override
    public Optional<Page> close(SubjectId subject) {
        return Optional.of(closing.close(subject));
    }

    @Override
    public Page next(SubjectId subject) {
        List<TransactWriteItem> actions = new ArrayList<>();
        Findings findings = Findings.NONE;
        for (Map<String, AttributeValue> item : under(RegistrationTable.accountPartition(subject))) {
            Page more = partOf(subject, item);
            if (actions.size() + more.actions().size() > Page.MOST_ACTIONS) {
                return new Page(actions, findings);
            }
            actions.addAll(more.actions());
            findings = findings.and(more.findings());
        }
        List<Map<String, AttributeValue>> notices = under(RegistrationTable.noticesPartition(subject));
        for (Map<String, AttributeValue> notice :
                notices.subList(0, Math.min(notices.size(), Page.MOST_ACTIONS - actions.size()))) {
            actions.add(delete(notice));
            findings = findings.and(Findings.erased(List.of(NOTICE)));
        }
        return new Page(actions, findings);
    }

    private Page partOf(SubjectId subject, Map<String, AttributeValue> item) {
        String sortKey = textOf(item, RegistrationTable.SK);
        if (item.entrySet().containsAll(RegistrationTable.accountKey(subject).entrySet())) {
            return Page.NOTHING;
        }
        if (sortKey.startsWith(RegistrationTable.identityPrefix())) {
            return addresses.of(
                    subject,
                    sortKey.substring(RegistrationTable.identityPrefix().length()));
        }
        String kind = kindOf(sortKey);
        if (lasts(item)) {
            return new Page(
                    List.of(),
                    Findings.NONE.keeping(
                            Optional.of(new Kept(kind, "6.5", instantOf(item, RegistrationTable.EXPIRES_AT)))));
        }
        return new Page(List.of(delete(item)), Findings.erased(List.of(kind)));
    }

    /** That an account lapsed is what the other rooms erase by: it is kept for a replay, like any word to them. */
    private static boolean lasts(Map<String, AttributeValue> item) {
        return EventAttribute.read(item)
                .map(Event::type)
                .filter(RegistrationEvents.ACCOUNT_LAPSED::equals)
                .isPresent();
    }

    private static String kindOf(String sortKey) {
        return KINDS.entrySet().stream()
                .filter(kind -> sortKey.startsWith(kind.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("an item under an account that has no kind"));
    }

    /** The first hundred items of a partition: more than fit into a page. */
    private List<Map<String, AttributeValue>> under(String partition) {
        return dynamo.query(query -> query.tableName(table)
                        .keyConditionExpression("pk = :pk")
                        .projectionExpression("pk, sk, #event, #expiresAt")
                        .expressionAttributeNames(
                                Map.of("#event", EventAttribute.NAME, "#expiresAt", RegistrationTable.EXPIRES_AT))
                        .expressionAttributeValues(Map.of(":pk", text(partition)))
                        .limit(Page.MOST_ACTIONS + 1)
                        .consistentRead(true))
                .items();
    }

    private TransactWriteItem delete(Map<String, AttributeValue> item) {
        return Change.when(table, "attribute_exists(#pk)")
                .delete(Map.of(
                        RegistrationTable.PK, item.get(RegistrationTable.PK),
                        RegistrationTable.SK, item.get(RegistrationTable.SK)));
    }
}
