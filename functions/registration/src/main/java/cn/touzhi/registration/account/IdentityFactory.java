package cn.touzhi.registration.account;

import cn.touzhi.kernel.crypto.DayKeys;
import cn.touzhi.kernel.crypto.KeyedDigest;
import cn.touzhi.kernel.crypto.SubjectKeys;
import cn.touzhi.kernel.dynamo.Transactions;
import cn.touzhi.kernel.log.OperationLog;
import cn.touzhi.registration.RegistrationSecrets;
import cn.touzhi.registration.RegistrationSettings;
import cn.touzhi.registration.identity.IdentityActions;
import cn.touzhi.registration.session.AccountReads;
import cn.touzhi.registration.session.SecondChecks;
import cn.touzhi.registration.verification.VerificationUse;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Puts together what changes the addresses of accounts, and what freezes them. */
@Factory
final class IdentityFactory {
    @Singleton
    IdentityWrites identityWrites(
            RegistrationSettings settings,
            Transactions transactions,
            AccountReads accounts,
            Clock clock,
            OperationLog log) {
        return new IdentityWrites(
                settings.table(),
                transactions,
                accounts,
                settings.accountTerms().fresh(),
                clock,
                log);
    }

    @Singleton
    OwnIdentities ownIdentities(
            IdentityWrites writes, SubjectKeys subjectKeys, RegistrationSecrets secrets, Clock clock) {
        return new OwnIdentities(writes, subjectKeys, new KeyedDigest(secrets.room(), "identity id"), clock);
    }

    @Singleton
    Additions additions(
            DynamoDbClient dynamo,
            RegistrationSettings settings,
            IdentityWrites writes,
            VerificationUse uses,
            IdentityActions actions,
            SecondChecks secondChecks,
            Detachments detachments,
            SubjectKeys subjectKeys,
            DayKeys dayKeys,
            AccountNotices notices,
            AccountEvents events,
            SecureRandom random,
            Clock clock) {
        return new Additions(
                dynamo,
                settings.table(),
                writes,
                uses,
                actions,
                secondChecks,
                detachments,
                subjectKeys,
                dayKeys,
                notices,
                events,
                settings.accountTerms(),
                random,
                clock);
    }

    @Singleton
    Removals removals(
            DynamoDbClient dynamo,
            RegistrationSettings settings,
            IdentityWrites writes,
            IdentityActions actions,
            AccountNotices notices,
            AccountEvents events,
            Clock clock) {
        return new Removals(dynamo, settings.table(), writes, actions, notices, events, settings.accountTerms(), clock);
    }

    @Singleton
    Restorations restorations(
            DynamoDbClient dynamo,
            RegistrationSettings settings,
            IdentityWrites writes,
            AccountReads accounts,
            VerificationUse uses,
            IdentityActions actions,
            AccountNotices notices,
            AccountEvents events,
            Clock clock) {
        return new Restorations(dynamo, settings.table(), writes, accounts, uses, actions, notices, events, clock);
    }

    @Singleton
    Freezes freezes(
            DynamoDbClient dynamo,
            RegistrationSettings settings,
            Transactions transactions,
            AccountReads accounts,
            VerificationUse uses,
            AccountNotices notices,
            AccountEvents events,
            SecureRandom random,
            Clock clock,
            OperationLog log) {
        return new Freezes(dynamo, settings.table(), transactions, accounts, uses, notices, events, random, clock, log);
    }

    @Singleton
    Unfreezes unfreezes(
            DynamoDbClient dynamo,
            RegistrationSettings settings,
            Transactions transactions,
            AccountReads accounts,
            VerificationUse uses,
            IdentityActions actions,
            AccountNotices notices,
            AccountEvents events,
            Clock clock,
            OperationLog log) {
        return new Unfreezes(
                dynamo,
                settings.table(),
                transactions,
                accounts,
                uses,
                actions,
                notices,
                events,
                settings.accountTerms(),
                clock,
                log);
    }
}
