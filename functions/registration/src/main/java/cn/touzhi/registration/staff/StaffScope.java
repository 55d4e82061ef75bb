package cn.touzhi.registration.staff;

import cn.touzhi.registration.RegistrationTable;
import cn.touzhi.registration.account.Account;
import cn.touzhi.registration.session.AccountState;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Gives the scope {@code staff} to accounts and takes it from them. All sessions end with it: a token says what it said
 * when it was made, so those that say otherwise must die at once.
 */
final class StaffScope {
    private final String table;
    private final Consequences consequences;

    StaffScope(String table, Consequences consequences) {
        this.table = table;
        this.consequences = consequences;
    }

    /** Lets tokens of {@code account} carry the scope. */
    Decision grant(Account account, Instant now) {
        if (account.state() != AccountState.ACTIVE) {
            return new Decision.Not(Refusal.ACCOUNT_NOT_ACTIVE);
        }
        return account.staff()
                ? new Decision.Not(Refusal.ALREADY_STAFF)
                : change(
                        account,
                        new AccountChange(account).setting(RegistrationTable.STAFF, AttributeValue.fromBool(true)),
                        now);
    }

    /** Lets no token of {@code account} carry the scope, whatever its state: who is in it may be a thief. */
    Decision take(Account account, Instant now) {
        return account.staff()
                ? change(account, new AccountChange(account).removing(RegistrationTable.STAFF), now)
                : new Decision.Not(Refusal.NOT_STAFF);
    }

    private Decision change(Account account, AccountChange change, Instant now) {
        return new Decision.Change(
                List.of(change.endingSessions().in(table), consequences.sessionsEnded(account, now)));
    }
}
