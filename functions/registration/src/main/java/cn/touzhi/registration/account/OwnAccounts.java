package cn.touzhi.registration.account;

import static cn.touzhi.kernel.dynamo.Attributes.numberOf;
import static cn.touzhi.kernel.dynamo.Attributes.textOf;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.crypto.DataKey;
import cn.touzhi.kernel.crypto.SubjectKeys;
import cn.touzhi.registration.RegistrationTable;
import cn.touzhi.registration.identity.AccountAddress;
import cn.touzhi.registration.session.AccountReads;
import cn.touzhi.registration.session.AccountStanding;
import cn.touzhi.registration.session.Session;
import cn.touzhi.registration.session.SessionId;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Tells people what their account holds, in one read of all that lies under it. The session is part of that, so one
 * that was ended is refused at once, however long its access token has to go.
 */
public final class OwnAccounts {
    private final AccountReads accounts;
    private final SubjectKeys subjectKeys;
    private final Clock clock;

    public OwnAccounts(AccountReads accounts, SubjectKeys subjectKeys, Clock clock) {
        this.accounts = accounts;
        this.subjectKeys = subjectKeys;
        this.clock = clock;
    }

    /** The account of {@code subject}; empty where {@code session} of {@code generation} doesn't go on. */
    public Optional<OwnAccount> of(SubjectId subject, SessionId session, int generation) {
        List<Map<String, AttributeValue>> items = accounts.itemsUnder(subject);
        Optional<Map<String, AttributeValue>> account = at(items, RegistrationTable.accountKey(subject))
                .filter(item -> AccountStanding.of(item).admits(generation));
        boolean goesOn = at(items, RegistrationTable.sessionKey(subject, session))
                .map(Session::of)
                .filter(known -> known.isAliveAt(clock.instant()) && known.generation() == generation)
                .isPresent();
        return goesOn
                ? account.flatMap(
                        item -> subjectKeys.of(subject).map(key -> show(Account.of(item), items, key, session)))
                : Optional.empty();
    }

    private static OwnAccount show(
            Account account, List<Map<String, AttributeValue>> items, DataKey key, SessionId session) {
        List<OwnAccount.OwnAddress> addresses = under(items, RegistrationTable.identityPrefix()).stream()
                .map(AccountAddress::of)
                .filter(AccountAddress::live)
                .map(address -> new OwnAccount.OwnAddress(
                        address.channel(), address.open(key).masked(), address.addedAt()))
                .toList();
        int acceptedPolicy =
                numberOf(under(items, RegistrationTable.acceptancePrefix()).getLast(), RegistrationTable.VERSION);
        return new OwnAccount(
                account.subject(), account.createdAt(), account.locale(), acceptedPolicy, addresses, session);
    }

    private static Optional<Map<String, AttributeValue>> at(
            List<Map<String, AttributeValue>> items, Map<String, AttributeValue> key) {
        return items.stream()
                .filter(item -> item.entrySet().containsAll(key.entrySet()))
                .findFirst();
    }

    /** In the order of their sort keys, as a query gives them. */
    private static List<Map<String, AttributeValue>> under(List<Map<String, AttributeValue>> items, String prefix) {
        return items.stream()
                .filter(item -> textOf(item, RegistrationTable.SK).startsWith(prefix))
                .toList();
    }
}
