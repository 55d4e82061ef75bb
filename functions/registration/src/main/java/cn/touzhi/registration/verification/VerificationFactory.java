package cn.touzhi.registration.verification;

import cn.touzhi.kernel.crypto.DayKeys;
import cn.touzhi.registration.RegistrationSecrets;
import cn.touzhi.registration.RegistrationSettings;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Puts the package together. */
@Factory
final class VerificationFactory {
    @Singleton
    Verifications verifications(
            DynamoDbClient dynamo,
            Allowances allowances,
            DayKeys dayKeys,
            RegistrationSettings settings,
            RegistrationSecrets secrets,
            SecureRandom random,
            Clock clock) {
        CodeTerms terms = settings.codeTerms();
        SendLimits limits = settings.sendLimits();
        Codes codes = new Codes(secrets.room(), random);
        return new Verifications(
                new VerificationItems(dynamo, settings.table(), random, clock),
                new AddressSends(dynamo, settings.table(), allowances, limits, clock),
                new Wishes(secrets.pepper(), secrets.room()),
                codes,
                new FreshCodes(codes, dayKeys, terms, limits, random, clock),
                terms,
                limits,
                clock);
    }

    @Singleton
    Allowances allowances(DynamoDbClient dynamo, RegistrationSettings settings) {
        return new Allowances(dynamo, settings.table());
    }

    @Singleton
    Proofs proofs(RegistrationSecrets secrets, SecureRandom random, Clock clock) {
        return new Proofs(secrets.room(), random, clock);
    }

    @Singleton
    DeviceTokens deviceTokens(
            RegistrationSettings settings, RegistrationSecrets secrets, SecureRandom random, Clock clock) {
        return new DeviceTokens(secrets.room(), settings.sessionTerms().knownDevice(), random, clock);
    }

    @Singleton
    VerificationUse verificationUse(RegistrationSettings settings, Clock clock) {
        return new VerificationUse(settings.table(), clock);
    }

    @Singleton
    BrowserDevice browserDevice(RegistrationSettings settings, SecureRandom random) {
        return new BrowserDevice(settings.sessionTerms().lifetime(), random);
    }
}
