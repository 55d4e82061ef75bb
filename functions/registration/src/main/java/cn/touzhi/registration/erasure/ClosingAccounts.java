package cn.touzhi.registration.erasure;

import static cn.touzhi.kernel.dynamo.Attributes.instantOf;
import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.numberOf;
import static cn.touzhi.kernel.dynamo.Attributes.text;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.dynamo.Change;
import cn.touzhi.kernel.erasure.Findings;
import cn.touzhi.kernel.erasure.SubjectData.Page;
import cn.touzhi.registration.RegistrationTable;
import cn.touzhi.registration.session.AccountStanding;
import cn.touzhi.registration.session.AccountState;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Makes an account an erased one: its opaque id, that state, and a generation below which no token counts. From then on
 * nobody signs in, adds or refreshes anything, since all of that checks the account.
 */
public final class ClosingAccounts {
    private final DynamoDbClient dynamo;
    private final String table;
    private final Duration stranded;

    /** @param stranded for which an account without an address waits before it is erased */
    public ClosingAccounts(DynamoDbClient dynamo, String table, Duration stranded) {
        this.dynamo = dynamo;
        this.table = table;
        this.stranded = stranded;
    }

    /** The actions that do so; none where there is no account, or it is erased already. */
    Page close(SubjectId subject) {
        Map<String, AttributeValue> account = dynamo.getItem(get -> get.tableName(table)
                        .key(RegistrationTable.accountKey(subject))
                        .consistentRead(true))
                .item();
        if (account.isEmpty() || AccountStanding.of(account).state() == AccountState.ERASED) {
            return Page.NOTHING;
        }
        List<TransactWriteItem> actions = new ArrayList<>(List.of(close(subject, account)));
        List<String> kinds = new ArrayList<>(List.of("Account"));
        if (account.containsKey(RegistrationTable.STRANDED_AT)) {
            LocalDate due = LocalDate.ofInstant(
                    instantOf(account, RegistrationTable.STRANDED_AT).plus(stranded), ZoneOffset.UTC);
            actions.add(Change.deleteAnyway(table, RegistrationTable.lapseKey(due, subject)));
            kinds.add("Lapse");
        }
        return new Page(actions, Findings.erased(kinds));
    }

    /** The action that closes {@code account}, the item, if it still is as it was read. */
    public TransactWriteItem close(SubjectId subject, Map<String, AttributeValue> account) {
        Map<String, AttributeValue> rest = new HashMap<>(RegistrationTable.accountKey(subject));
        rest.put(RegistrationTable.STATE, text(AccountState.ERASED.text()));
        rest.put(RegistrationTable.GENERATION, number(numberOf(account, RegistrationTable.GENERATION) + 1L));
        String asRead = "#state = :state AND #generation = :generation AND "
                + (account.containsKey(RegistrationTable.STRANDED_AT)
                        ? "#strandedAt = :strandedAt"
                        : "attribute_not_exists(#strandedAt)");
        Change change = Change.when(table, asRead)
                .with(":state", account.get(RegistrationTable.STATE))
                .with(":generation", account.get(RegistrationTable.GENERATION));
        return (account.containsKey(RegistrationTable.STRANDED_AT)
                        ? change.with(":strandedAt", account.get(RegistrationTable.STRANDED_AT))
                        : change)
                .put(rest);
    }
}
