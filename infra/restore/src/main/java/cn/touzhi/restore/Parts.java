package cn.touzhi.restore;

import static cn.touzhi.kernel.dynamo.Attributes.numberOf;
import static cn.touzhi.kernel.dynamo.Attributes.textOf;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.registration.RegistrationTable;
import cn.touzhi.registration.identity.AccountAddress;
import cn.touzhi.registration.session.AccountState;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What lies in an account's partition.
 *
 * @param items all of it
 */
record Parts(List<Map<String, AttributeValue>> items) {
    Parts {
        items = List.copyOf(items);
    }

    static Parts of(Iterable<Map<String, AttributeValue>> items) {
        return new Parts(StreamSupport.stream(items.spliterator(), false).toList());
    }

    /** Whose an item of an account's partition is. */
    static SubjectId subjectOf(Map<String, AttributeValue> item) {
        String partition = textOf(item, RegistrationTable.PK);
        return new SubjectId(partition.substring(partition.indexOf('#') + 1));
    }

    /** Whether an account is there, and erased. */
    static boolean erased(Map<String, AttributeValue> account) {
        return !account.isEmpty() && textOf(account, RegistrationTable.STATE).equals(AccountState.ERASED.text());
    }

    /** Whether a guard is that of {@code subject}. */
    static boolean isOf(Map<String, AttributeValue> guard, SubjectId subject) {
        return textOf(guard, RegistrationTable.SUBJECT).equals(subject.value());
    }

    List<AccountAddress> addresses() {
        return startingWith(RegistrationTable.identityPrefix()).stream()
                .map(AccountAddress::of)
                .toList();
    }

    List<Map<String, AttributeValue>> sessions() {
        return startingWith(RegistrationTable.sessionPrefix());
    }

    /** All that is neither the account, nor an address of it, nor a session: acceptances, acts of staff, events. */
    List<Map<String, AttributeValue>> records() {
        return items.stream()
                .filter(item -> {
                    String sortKey = textOf(item, RegistrationTable.SK);
                    return sortKey.contains("#")
                            && !sortKey.startsWith(RegistrationTable.identityPrefix())
                            && !sortKey.startsWith(RegistrationTable.sessionPrefix());
                })
                .toList();
    }

    boolean has(String addressDigest) {
        return addresses().stream().anyMatch(address -> address.addressDigest().equals(addressDigest));
    }

    int liveCount() {
        return (int) addresses().stream().filter(AccountAddress::live).count();
    }

    /** The highest generation that a session here is of; 0 where there is none. */
    int highestGeneration() {
        return sessions().stream()
                .mapToInt(session -> numberOf(session, RegistrationTable.GENERATION))
                .max()
                .orElse(0);
    }

    private List<Map<String, AttributeValue>> startingWith(String prefix) {
        return items.stream()
                .filter(item -> textOf(item, RegistrationTable.SK).startsWith(prefix))
                .toList();
    }
}
