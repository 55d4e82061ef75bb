package cn.touzhi.registration;

import cn.touzhi.kernel.address.PhoneNumbers;
import cn.touzhi.kernel.crypto.DayKeys;
import cn.touzhi.kernel.crypto.KeyWrapping;
import cn.touzhi.kernel.crypto.SubjectKeys;
import cn.touzhi.kernel.dynamo.Transactions;
import cn.touzhi.registration.identity.IdentityActions;
import cn.touzhi.registration.notice.Notices;
import cn.touzhi.registration.policy.Policies;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kms.KmsClient;

/** Puts together what several packages of the room stand on. */
@Factory
final class RegistrationFactory {
    /** The room's prefix in table SubjectKeys. */
    static final String ROOM = "registration";

    @Singleton
    SecureRandom random() {
        return new SecureRandom();
    }

    @Singleton
    PhoneNumbers phoneNumbers(RegistrationSettings settings) {
        return new PhoneNumbers(settings.smsCountries());
    }

    @Singleton
    Policies policies() {
        return new Policies();
    }

    @Singleton
    KeyWrapping keyWrapping(KmsClient kms, RegistrationSettings settings) {
        return new KeyWrapping(kms, settings.registrationKey());
    }

    @Singleton
    DayKeys dayKeys(DynamoDbClient dynamo, KeyWrapping wrapping, RegistrationSettings settings, Clock clock) {
        return new DayKeys(dynamo, settings.subjectKeysTable(), ROOM, wrapping, clock);
    }

    @Singleton
    SubjectKeys subjectKeys(DynamoDbClient dynamo, KeyWrapping wrapping, RegistrationSettings settings, Clock clock) {
        return new SubjectKeys(dynamo, settings.subjectKeysTable(), ROOM, wrapping, clock);
    }

    @Singleton
    Transactions transactions(DynamoDbClient dynamo, SecureRandom random) {
        return new Transactions(dynamo, random);
    }

    @Singleton
    IdentityActions identityActions(RegistrationSettings settings, Clock clock) {
        return new IdentityActions(settings.table(), clock);
    }

    @Singleton
    Notices notices(RegistrationSettings settings, DayKeys dayKeys, SecureRandom random, Clock clock) {
        return new Notices(settings.table(), dayKeys, random, clock);
    }
}
