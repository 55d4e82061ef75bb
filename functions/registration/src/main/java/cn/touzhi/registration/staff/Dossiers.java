package cn.touzhi.registration.staff;

import static cn.touzhi.kernel.dynamo.Attributes.textOf;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.crypto.SubjectKeys;
import cn.touzhi.registration.RegistrationTable;
import cn.touzhi.registration.account.Account;
import cn.touzhi.registration.identity.AccountAddress;
import cn.touzhi.registration.identity.Identity;
import cn.touzhi.registration.session.AccountReads;
import cn.touzhi.registration.session.AccountState;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads what lies under an account, and who guards its addresses. */
final class Dossiers {
    private final DynamoDbClient dynamo;
    private final String table;
    private final AccountReads accounts;
    private final SubjectKeys subjectKeys;
    private final Duration stranded;

    /** @param stranded for which an account without an address waits before it is as good as erased */
    Dossiers(DynamoDbClient dynamo, String table, SubjectKeys subjectKeys, Duration stranded) {
        this.dynamo = dynamo;
        this.table = table;
        this.accounts = new AccountReads(dynamo, table);
        this.subjectKeys = subjectKeys;
        this.stranded = stranded;
    }

    /** That of {@code subject}, in one query; empty where there is no account, or none any more. */
    Optional<Dossier> of(SubjectId subject, Instant now) {
        List<Map<String, AttributeValue>> items = accounts.itemsUnder(subject);
        return items.stream()
                .filter(item -> item.entrySet()
                        .containsAll(RegistrationTable.accountKey(subject).entrySet()))
                .findFirst()
                // of one that was erased nothing else is left to read
                .filter(item -> !textOf(item, RegistrationTable.STATE).equals(AccountState.ERASED.text()))
                .map(Account::of)
                .filter(account -> !hasLapsed(account, now))
                .flatMap(account -> subjectKeys
                        .of(subject)
                        .map(key -> new Dossier(
                                account,
                                key,
                                under(items, RegistrationTable.identityPrefix(), AccountAddress::of),
                                under(items, RegistrationTable.staffActPrefix(), StaffAct::of))));
    }

    private boolean hasLapsed(Account account, Instant now) {
        return account.state() == AccountState.STRANDED
                && account.strandedAt()
                        .filter(since -> !since.plus(stranded).isAfter(now))
                        .isPresent();
    }

    /** The guards of addresses, whoever's they are; where there is none, the address is free. */
    Map<String, Identity> guards(Collection<String> addressDigests) {
        return addressDigests.stream()
                .distinct()
                .map(digest -> dynamo.getItem(get -> get.tableName(table)
                                .key(RegistrationTable.identityKey(digest))
                                .consistentRead(true))
                        .item())
                .filter(item -> !item.isEmpty())
                .map(Identity::of)
                .collect(Collectors.toMap(Identity::addressDigest, Function.identity()));
    }

    private static <T> List<T> under(
            List<Map<String, AttributeValue>> items, String prefix, Function<Map<String, AttributeValue>, T> reader) {
        return items.stream()
                .filter(item -> textOf(item, RegistrationTable.SK).startsWith(prefix))
                .map(reader)
                .toList();
    }
}
