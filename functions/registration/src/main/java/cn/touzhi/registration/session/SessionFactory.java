package cn.touzhi.registration.session;

import cn.touzhi.kernel.crypto.KeyedDigest;
import cn.touzhi.kernel.crypto.SubjectKeys;
import cn.touzhi.kernel.dynamo.Transactions;
import cn.touzhi.kernel.log.OperationLog;
import cn.touzhi.registration.RegistrationSecrets;
import cn.touzhi.registration.RegistrationSettings;
import cn.touzhi.registration.identity.AccountTerms;
import cn.touzhi.registration.identity.IdentityActions;
import cn.touzhi.registration.notice.Notices;
import cn.touzhi.registration.verification.DeviceTokens;
import cn.touzhi.registration.verification.VerificationUse;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kms.KmsClient;

/** Puts the package together, as far as the registration function needs it. */
@Factory
final class SessionFactory {
    @Singleton
    Entrances entrances(DynamoDbClient dynamo, RegistrationSettings settings, VerificationUse uses, Clock clock) {
        return new Entrances(dynamo, settings.table(), uses, clock);
    }

    @Singleton
    Sessions sessions(
            Transactions transactions,
            RegistrationSettings settings,
            RegistrationSecrets secrets,
            Clock clock,
            SecureRandom random,
            OperationLog log) {
        return new Sessions(
                transactions,
                settings.table(),
                new KeyedDigest(secrets.room(), "device secret"),
                settings.sessionTerms(),
                clock,
                random,
                log);
    }

    @Singleton
    OwnSessions ownSessions(AccountReads accounts, SubjectKeys subjectKeys, Clock clock) {
        return new OwnSessions(accounts, subjectKeys, clock);
    }

    @Singleton
    OtherSessions otherSessions(
            DynamoDbClient dynamo,
            RegistrationSettings settings,
            Transactions transactions,
            Clock clock,
            SecureRandom random,
            OperationLog log) {
        return new OtherSessions(dynamo, settings.table(), transactions, clock, random, log);
    }

    @Singleton
    StepUps stepUps(
            DynamoDbClient dynamo,
            RegistrationSettings settings,
            Transactions transactions,
            VerificationUse uses,
            IdentityActions identities,
            Clock clock,
            OperationLog log) {
        return new StepUps(
                dynamo,
                settings.table(),
                transactions,
                uses,
                identities,
                settings.sessionTerms().grace(),
                clock,
                log);
    }

    @Singleton
    AccountReads accountReads(DynamoDbClient dynamo, RegistrationSettings settings) {
        return new AccountReads(dynamo, settings.table());
    }

    @Singleton
    SecondChecks secondChecks(
            DynamoDbClient dynamo,
            RegistrationSettings settings,
            SubjectKeys subjectKeys,
            DeviceTokens devices,
            Clock clock) {
        AccountTerms terms = settings.accountTerms();
        BirthDates birthDates = new BirthDates(dynamo, settings.table(), subjectKeys, terms.birthDateTries());
        return new SecondChecks(terms, devices, birthDates, clock);
    }

    @Singleton
    Openings openings(
            Transactions transactions,
            RegistrationSettings settings,
            VerificationUse uses,
            IdentityActions identities,
            Sessions sessions,
            SubjectKeys subjectKeys,
            Notices notices,
            SecureRandom random,
            Clock clock,
            OperationLog log) {
        return new Openings(
                transactions,
                settings.table(),
                uses,
                identities,
                sessions,
                subjectKeys,
                notices,
                settings.sessionTerms(),
                random,
                clock,
                log);
    }

    @Singleton
    FormerSessions formerSessions(Sessions sessions, TokenTravel travel, OperationLog log) {
        return new FormerSessions(sessions, travel, log);
    }

    @Singleton
    Countries countries() {
        return new CountryTable();
    }

    @Singleton
    SignIns signIns(
            DynamoDbClient dynamo,
            RegistrationSettings settings,
            Entrances entrances,
            AccountReads accounts,
            SecondChecks secondChecks,
            Openings openings,
            Sessions sessions,
            Clock clock) {
        return new SignIns(
                dynamo,
                settings.table(),
                entrances,
                accounts,
                secondChecks,
                openings,
                sessions,
                settings.sessionTerms().grace(),
                clock);
    }

    @Singleton
    TokenTravel tokenTravel(
            DynamoDbClient dynamo,
            KmsClient kms,
            RegistrationSettings settings,
            RegistrationSecrets secrets,
            DeviceTokens deviceTokens,
            Clock clock,
            SecureRandom random) {
        SigningKeys keys = new SigningKeys(dynamo, settings.table(), kms, settings.signingKey(), clock);
        return new TokenTravel(
                new RefreshTokens(new KeyedDigest(secrets.room(), "refresh token")),
                new AccessTokens(keys, settings.accessTokenTerms(), clock, random),
                deviceTokens,
                settings.sessionTerms(),
                clock,
                random);
    }
}
