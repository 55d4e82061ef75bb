package cn.touzhi.registration.staff;

import cn.touzhi.registration.account.Account;
import cn.touzhi.registration.notice.Notices;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;

/** Decides about each kind of act, by what is known of the account. */
final class Decisions {
    private final String table;
    private final StaffScope scope;
    private final Freezing freezing;
    private final Unfreezing unfreezing;
    private final Returning returning;

    Decisions(String table, StaffTerms terms, Dossiers dossiers, Notices notices, SecureRandom random) {
        GuardActions guards = new GuardActions(table);
        Consequences consequences = new Consequences(table, random);
        this.table = table;
        this.scope = new StaffScope(table, consequences);
        this.freezing = new Freezing(table, consequences, notices, random);
        this.unfreezing = new Unfreezing(table, terms, dossiers, guards, consequences, notices);
        this.returning = new Returning(table, terms, dossiers, guards, consequences, notices, random);
    }

    /** What is to be done about {@code request} at {@code now}. */
    Decision of(ActRequest request, Dossier dossier, Instant now) {
        Account account = dossier.account();
        return switch (request.act()) {
            case GRANT_STAFF -> scope.grant(account, now);
            case TAKE_STAFF -> scope.take(account, now);
            case FREEZE -> freezing.decide(dossier, now);
            case UNFREEZE -> unfreezing.decide(dossier, now);
            case RETURN -> returning.decide(dossier, request.holder().orElseThrow(), now);
            case RESET_BIRTH_DATE_TRIES ->
                new Decision.Change(
                        List.of(new AccountChange(account).forgettingTries().in(table)));
        };
    }
}
