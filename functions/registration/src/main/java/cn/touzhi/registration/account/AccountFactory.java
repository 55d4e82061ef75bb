package cn.touzhi.registration.account;

import cn.touzhi.kernel.crypto.DayKeys;
import cn.touzhi.kernel.crypto.SubjectKeys;
import cn.touzhi.kernel.dynamo.Transactions;
import cn.touzhi.kernel.log.OperationLog;
import cn.touzhi.registration.RegistrationSettings;
import cn.touzhi.registration.policy.Policies;
import cn.touzhi.registration.session.Entrances;
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
    NewAccounts newAccounts(
            Transactions transactions,
            RegistrationSettings settings,
            VerificationUse uses,
            Sessions sessions,
            SubjectKeys subjectKeys,
            DayKeys dayKeys,
            SecureRandom random,
            OperationLog log) {
        return new NewAccounts(transactions, settings.table(), uses, sessions, subjectKeys, dayKeys, random, log);
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
            Clock clock) {
        return new Accounts(
                dynamo, allowances, new AgeGate(clock), policies.current(), uses, entrances, signIns, newAccounts);
    }

    @Singleton
    OwnAccounts ownAccounts(
            DynamoDbClient dynamo, RegistrationSettings settings, SubjectKeys subjectKeys, Clock clock) {
        return new OwnAccounts(dynamo, settings.table(), subjectKeys, clock);
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
