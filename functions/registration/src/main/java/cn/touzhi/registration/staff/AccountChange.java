package cn.touzhi.registration.staff;

import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.seconds;
import static cn.touzhi.kernel.dynamo.Attributes.text;

import cn.touzhi.registration.RegistrationTable;
import cn.touzhi.registration.account.Account;
import cn.touzhi.registration.session.AccountState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * A change of an account's item. It holds only if the account still is as it was read: in the same state since the same
 * time, of the same generation, with as many addresses, and with or without the scope.
 */
final class AccountChange {
    private final Account read;
    private final Map<String, AttributeValue> set = new LinkedHashMap<>();
    private final List<String> removed = new ArrayList<>();

    AccountChange(Account read) {
        this.read = read;
    }

    /** Every session ends: the next that begins is of another generation. */
    AccountChange endingSessions() {
        return setting(RegistrationTable.GENERATION, number(nextGeneration(read)));
    }

    /** Its owner may use it, as if nothing had been. */
    AccountChange opening() {
        removed.addAll(List.of(RegistrationTable.FROZEN_AT, RegistrationTable.CASE_ID, RegistrationTable.STRANDED_AT));
        return setting(RegistrationTable.STATE, text(AccountState.ACTIVE.text()))
                .forgettingTries();
    }

    /** Its birth date may be guessed at again. */
    AccountChange forgettingTries() {
        return setting(RegistrationTable.BIRTH_DATE_TRIES, number(0));
    }

    AccountChange setting(String attribute, AttributeValue value) {
        set.put(attribute, value);
        return this;
    }

    AccountChange removing(String attribute) {
        removed.add(attribute);
        return this;
    }

    /** The generation that sessions have after {@link #endingSessions}. */
    static int nextGeneration(Account account) {
        return account.generation() + 1;
    }

    /** The action of a transaction. */
    TransactWriteItem in(String table) {
        Map<String, String> names = new HashMap<>();
        Map<String, AttributeValue> values = new HashMap<>();
        List<String> conditions = conditions(names, values);
        List<String> settings = new ArrayList<>();
        set.forEach((attribute, value) -> {
            names.put("#" + attribute, attribute);
            values.put(":" + attribute, value);
            settings.add("#%s = :%s".formatted(attribute, attribute));
        });
        removed.forEach(attribute -> names.put("#" + attribute, attribute));
        String removal = removed.isEmpty() ? "" : " REMOVE #" + String.join(", #", removed);
        Update update = Update.builder()
                .tableName(table)
                .key(RegistrationTable.accountKey(read.subject()))
                .updateExpression("SET " + String.join(", ", settings) + removal)
                .conditionExpression(String.join(" AND ", conditions))
                .expressionAttributeNames(names)
                .expressionAttributeValues(values)
                .build();
        return TransactWriteItem.builder().update(update).build();
    }

    private List<String> conditions(Map<String, String> names, Map<String, AttributeValue> values) {
        Map<String, AttributeValue> was = new LinkedHashMap<>();
        was.put(RegistrationTable.STATE, text(read.state().text()));
        was.put(RegistrationTable.GENERATION, number(read.generation()));
        was.put(RegistrationTable.IDENTITIES, number(read.identities()));
        List<String> absent = new ArrayList<>();
        read.frozenAt()
                .ifPresentOrElse(
                        at -> was.put(RegistrationTable.FROZEN_AT, seconds(at)),
                        () -> absent.add(RegistrationTable.FROZEN_AT));
        if (read.staff()) {
            was.put(RegistrationTable.STAFF, AttributeValue.fromBool(true));
        } else {
            absent.add(RegistrationTable.STAFF);
        }
        List<String> conditions = new ArrayList<>();
        was.forEach((attribute, value) -> {
            names.put("#" + attribute, attribute);
            values.put(":was_" + attribute, value);
            conditions.add("#%s = :was_%s".formatted(attribute, attribute));
        });
        absent.forEach(attribute -> {
            names.put("#" + attribute, attribute);
            conditions.add("attribute_not_exists(#%s)".formatted(attribute));
        });
        return conditions;
    }
}
