package cn.touzhi.registration.account;

import cn.touzhi.kernel.crypto.DayKeys;
import cn.touzhi.kernel.crypto.SubjectKeys;
import cn.touzhi.kernel.dynamo.Transactions;
import cn.touzhi.kernel.log.OperationLog;
import cn.touzhi.kernel.policy.Policies;
import cn.touzhi.registration.RegistrationSettings;
import cn.touzhi.registration.identity.IdentityActions;
import cn.touzhi.registration.notice.Notices;
import cn.touzhi.registration.session.AccountReads;
import cn.touzhi.registration.session.Entrances;
import cn.touzhi.registration.session.SecondChecks;
import cn.touzhi.registration.session.Sessions;
import cn.touzhi.registration.session.SignIns;
import cn.touzhi.registration.verification.Allowances;
import cn.touzhi.registration.verification.VerificationUse;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Puts the package together. */
@Factory
final class AccountFactory {
    @Singleton
    AccountNotices accountNotices(Notices notices, SubjectKeys subjectKeys) {
        return new AccountNotices(notices, subjectKeys);
    }

    @Singleton
    AccountEvents accountEvents(RegistrationSettings settings, SecureRandom random, Clock clock) {
        return new AccountEvents(settings.table(), random, clock);
    }

    @Singleton
    Detachments detachments(
            RegistrationSettings settings,
            AccountReads accounts,
            AccountNotices notices,
            AccountEvents events,
            Clock clock) {
        return new Detachments(settings.table(), accounts, notices, events, settings.accountTerms(), clock);
    }

    @Singleton
    NewAccounts newAccounts(
            Transactions transactions,
            RegistrationSettings settings,
            VerificationUse uses,
            IdentityActions identities,
            Sessions sessions,
            SubjectKeys subjectKeys,
            DayKeys dayKeys,
            SecureRandom random,
            OperationLog log) {
        return new NewAccounts(
                transactions, settings.table(), uses, identities, sessions, subjectKeys, dayKeys, random, log);
    }

    @Singleton
    Accounts accounts(
            DynamoDbClient dynamo,
            Allowances allowances,
            Policies policies,
            VerificationUse uses,
            Entrances entrances,
            SignIns signIns,
            NewAccounts newAccounts,
            SecondChecks secondChecks,
            Detachments detachments,
            Clock clock) {
        return new Accounts(
                dynamo,
                allowances,
                new AgeGate(clock),
                policies.current(),
                uses,
                entrances,
                signIns,
                newAccounts,
                secondChecks,
                detachments);
    }

    @Singleton
    OwnAccounts ownAccounts(AccountReads accounts, SubjectKeys subjectKeys, Clock clock) {
        return new OwnAccounts(accounts, subjectKeys, clock);
    }

    @Singleton
    Acceptances acceptances(
            DynamoDbClient dynamo,
            RegistrationSettings settings,
            Transactions transactions,
            Sessions sessions,
            Policies policies,
            Clock clock,
            SecureRandom random) {
        return new Acceptances(dynamo, settings.table(), transactions, sessions, policies, clock, random);
    }
}
