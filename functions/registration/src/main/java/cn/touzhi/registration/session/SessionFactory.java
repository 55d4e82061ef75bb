package cn.touzhi.registration.session;

import cn.touzhi.kernel.crypto.KeyedDigest;
import cn.touzhi.kernel.crypto.SubjectKeys;
import cn.touzhi.kernel.dynamo.Transactions;
import cn.touzhi.kernel.log.OperationLog;
import cn.touzhi.registration.RegistrationSecrets;
import cn.touzhi.registration.RegistrationSettings;
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
    Entrances entrances(DynamoDbClient dynamo, RegistrationSettings settings, VerificationUse uses) {
        return new Entrances(dynamo, settings.table(), uses);
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
    OwnSessions ownSessions(
            DynamoDbClient dynamo, RegistrationSettings settings, SubjectKeys subjectKeys, Clock clock) {
        return new OwnSessions(dynamo, settings.table(), subjectKeys, clock);
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
            Clock clock,
            OperationLog log) {
        return new StepUps(
                dynamo,
                settings.table(),
                transactions,
                uses,
                settings.sessionTerms().grace(),
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
            Transactions transactions,
            VerificationUse uses,
            Sessions sessions,
            SubjectKeys subjectKeys,
            Clock clock,
            OperationLog log) {
        return new SignIns(
                dynamo,
                settings.table(),
                transactions,
                uses,
                sessions,
                subjectKeys,
                settings.sessionTerms().grace(),
                clock,
                log);
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
