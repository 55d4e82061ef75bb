package cn.touzhi.registration.account;

import static java.nio.charset.StandardCharsets.US_ASCII;

import cn.touzhi.kernel.crypto.DayKeys;
import cn.touzhi.kernel.crypto.KeyedDigest;
import cn.touzhi.kernel.crypto.SubjectKeys;
import cn.touzhi.kernel.dynamo.Transactions;
import cn.touzhi.kernel.log.OperationLog;
import cn.touzhi.kernel.policy.Policy;
import cn.touzhi.registration.identity.AccountTerms;
import cn.touzhi.registration.identity.IdentityActions;
import cn.touzhi.registration.notice.Notices;
import cn.touzhi.registration.session.AccountReads;
import cn.touzhi.registration.session.Entrances;
import cn.touzhi.registration.session.SecondChecks;
import cn.touzhi.registration.session.Sessions;
import cn.touzhi.registration.session.SignIns;
import cn.touzhi.registration.verification.Allowances;
import cn.touzhi.registration.verification.VerificationUse;
import java.security.SecureRandom;
import java.time.Clock;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Everything that changes accounts and their addresses, as a test puts it together. */
public final class AccountDesk {
    final Accounts accounts;
    final OwnIdentities own;
    final Additions additions;
    final Removals removals;
    final Restorations restorations;
    final Freezes freezes;
    final Unfreezes unfreezes;

    public AccountDesk(
            DynamoDbClient dynamo,
            String table,
            Transactions transactions,
            VerificationUse uses,
            SecondChecks secondChecks,
            SignIns signIns,
            Sessions sessions,
            SubjectKeys subjectKeys,
            DayKeys dayKeys,
            Policy policy,
            AccountTerms terms,
            SecureRandom random,
            Clock clock,
            OperationLog log) {
        AccountReads reads = new AccountReads(dynamo, table);
        IdentityActions actions = new IdentityActions(table, clock);
        AccountEvents events = new AccountEvents(table, random, clock);
        AccountNotices notices = new AccountNotices(new Notices(table, dayKeys, random, clock), subjectKeys);
        Detachments detachments = new Detachments(table, reads, notices, events, terms, clock);
        IdentityWrites writes = new IdentityWrites(table, transactions, reads, terms.fresh(), clock, log);
        accounts = new Accounts(
                dynamo,
                new Allowances(dynamo, table),
                new AgeGate(clock),
                policy,
                uses,
                new Entrances(dynamo, table, uses, clock),
                signIns,
                new NewAccounts(transactions, table, uses, actions, sessions, subjectKeys, dayKeys, random, log),
                secondChecks,
                detachments);
        own = new OwnIdentities(
                writes,
                subjectKeys,
                new KeyedDigest("32 bytes for the ids of identities".getBytes(US_ASCII), "ids"),
                clock);
        additions = new Additions(
                dynamo,
                table,
                writes,
                uses,
                actions,
                secondChecks,
                detachments,
                subjectKeys,
                dayKeys,
                notices,
                events,
                terms,
                random,
                clock);
        removals = new Removals(dynamo, table, writes, actions, notices, events, terms, clock);
        restorations = new Restorations(dynamo, table, writes, reads, uses, actions, notices, events, clock);
        freezes = new Freezes(dynamo, table, transactions, reads, uses, notices, events, random, clock, log);
        unfreezes =
                new Unfreezes(dynamo, table, transactions, reads, uses, actions, notices, events, terms, clock, log);
    }

    /** Opens accounts. */
    public Accounts accounts() {
        return accounts;
    }
}
