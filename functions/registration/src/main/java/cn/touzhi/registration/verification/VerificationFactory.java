package cn.touzhi.registration.verification;

import cn.touzhi.kernel.address.PhoneNumbers;
import cn.touzhi.kernel.crypto.DayKeys;
import cn.touzhi.kernel.log.OperationLog;
import cn.touzhi.registration.RegistrationSecrets;
import cn.touzhi.registration.RegistrationSettings;
import cn.touzhi.registration.challenge.Challenges;
import cn.touzhi.registration.limit.Breakers;
import cn.touzhi.registration.limit.ClientSends;
import cn.touzhi.registration.limit.FailClosed;
import cn.touzhi.registration.limit.Limits;
import cn.touzhi.registration.limit.SmsCounters;
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
            Checkpoint checkpoint,
            DayKeys dayKeys,
            PhoneNumbers numbers,
            RegistrationSettings settings,
            RegistrationSecrets secrets,
            OperationLog log,
            SecureRandom random,
            Clock clock) {
        Limits.PerAddress limits = settings.limits().address();
        CodeTerms terms = settings.codeTerms();
        Codes codes = new Codes(secrets.room(), random);
        VerificationItems items = new VerificationItems(dynamo, settings.table(), random, clock);
        AddressSends sends =
                new AddressSends(dynamo, settings.table(), new AddressWindows(limits, terms.codeLifetime()), clock);
        Wishes wishes = new Wishes(secrets.pepper(), secrets.room());
        NumberBlocks blocks = new NumberBlocks(numbers, secrets.room());
        FreshCodes fresh = new FreshCodes(codes, dayKeys, terms, limits, random, clock);
        FailClosed failClosed = new FailClosed(log);
        return new Verifications(
                items,
                new FirstMessages(checkpoint, sends, items, wishes, blocks, fresh, failClosed, clock),
                new FurtherMessages(checkpoint, sends, allowances, items, wishes, fresh, failClosed, clock),
                codes,
                new RightCodes(new SmsCounters(dynamo, settings.table(), clock), log),
                clock);
    }

    @Singleton
    Checkpoint checkpoint(
            DynamoDbClient dynamo,
            Challenges challenges,
            DeviceTokens devices,
            RegistrationSettings settings,
            RegistrationSecrets secrets,
            Clock clock) {
        return new Checkpoint(
                challenges,
                new ClientSends(dynamo, settings.table(), settings.limits().client(), secrets.room(), clock),
                new Breakers(dynamo, settings.table(), clock),
                devices);
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
