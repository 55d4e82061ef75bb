package cn.touzhi.registration.challenge;

import cn.touzhi.registration.RegistrationSecrets;
import cn.touzhi.registration.RegistrationSettings;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Puts the package together. */
@Factory
final class ChallengeFactory {
    @Singleton
    ProofOfWork proofOfWork(
            RegistrationSettings settings, RegistrationSecrets secrets, SecureRandom random, Clock clock) {
        return new ProofOfWork(secrets.room(), settings.limits().challenge(), random, clock);
    }

    @Singleton
    Challenges challenges(ProofOfWork work, DynamoDbClient dynamo, RegistrationSettings settings) {
        return new SolvedOnce(work, dynamo, settings.table());
    }
}
