package cn.touzhi.applications;

import cn.touzhi.kernel.aws.RoomSecret;
import cn.touzhi.kernel.crypto.KeyWrapping;
import cn.touzhi.kernel.crypto.SubjectKeys;
import cn.touzhi.kernel.dynamo.Transactions;
import cn.touzhi.kernel.http.Cursors;
import cn.touzhi.kernel.idempotency.IdempotencyRecords;
import cn.touzhi.kernel.standing.Standings;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kms.KmsClient;

/** Puts together what all of the function stands on. */
@Factory
final class ApplicationsFactory {
    @Singleton
    SecureRandom random() {
        return new SecureRandom();
    }

    @Singleton
    Transactions transactions(DynamoDbClient dynamo, SecureRandom random) {
        return new Transactions(dynamo, random);
    }

    @Singleton
    Standings standings(DynamoDbClient dynamo, ApplicationsSettings settings, Transactions transactions, Clock clock) {
        return new Standings(dynamo, settings.table(), transactions, clock);
    }

    @Singleton
    SubjectKeys subjectKeys(DynamoDbClient dynamo, KmsClient kms, ApplicationsSettings settings, Clock clock) {
        return new SubjectKeys(
                dynamo, settings.subjectKeysTable(), "applications", new KeyWrapping(kms, settings.key()), clock);
    }

    @Singleton
    IdempotencyRecords requests(RoomSecret secret, ApplicationsSettings settings, Clock clock) {
        return new IdempotencyRecords(settings.table(), secret.digests("applications-requests"), clock);
    }

    @Singleton
    Cursors cursors(RoomSecret secret) {
        return new Cursors(secret.digests("applications-cursors"));
    }
}
