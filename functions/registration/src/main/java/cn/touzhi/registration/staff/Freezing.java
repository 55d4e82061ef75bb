package cn.touzhi.registration.staff;

import static cn.touzhi.kernel.dynamo.Attributes.seconds;
import static cn.touzhi.kernel.dynamo.Attributes.text;

import cn.touzhi.kernel.RandomText;
import cn.touzhi.registration.RegistrationTable;
import cn.touzhi.registration.account.Account;
import cn.touzhi.registration.account.CaseId;
import cn.touzhi.registration.notice.NoticeKind;
import cn.touzhi.registration.notice.Notices;
import cn.touzhi.registration.session.AccountState;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Freezes an account for an owner who can't (policy 5.2 (5), duty 64): the thief keeps their codes from them, or has
 * made an account their own that had no address. What follows is the same as if the owner had frozen it, their 24 hours
 * included.
 */
final class Freezing {
    private final String table;
    private final Consequences consequences;
    private final Notices notices;
    private final SecureRandom random;

    Freezing(String table, Consequences consequences, Notices notices, SecureRandom random) {
        this.table = table;
        this.consequences = consequences;
        this.notices = notices;
        this.random = random;
    }

    /** Decides at {@code now}. */
    Decision decide(Dossier dossier, Instant now) {
        Account account = dossier.account();
        if (account.state() != AccountState.ACTIVE) {
            return new Decision.Not(Refusal.ACCOUNT_NOT_ACTIVE);
        }
        CaseId opened = new CaseId(RandomText.of(random));
        List<TransactWriteItem> actions = new ArrayList<>();
        actions.add(new AccountChange(account)
                .endingSessions()
                .setting(RegistrationTable.STATE, text(AccountState.FROZEN.text()))
                .setting(RegistrationTable.FROZEN_AT, seconds(now))
                .setting(RegistrationTable.CASE_ID, text(opened.value()))
                .in(table));
        actions.add(consequences.sessionsEnded(account, now));
        actions.add(consequences.frozen(account, opened, now));
        actions.addAll(
                notices.puts(account.subject(), NoticeKind.ACCOUNT_FROZEN, dossier.reachable(), account.locale()));
        return new Decision.Change(actions);
    }
}
