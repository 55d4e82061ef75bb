package cn.touzhi.applications.application;

import cn.touzhi.applications.ApplicationsSettings;
import cn.touzhi.kernel.dynamo.Transactions;
import cn.touzhi.kernel.http.Cursors;
import cn.touzhi.kernel.idempotency.IdempotencyRecords;
import cn.touzhi.kernel.standing.Standings;
import cn.touzhi.kernel.voucher.MacKey;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kms.KmsClient;

/** Puts together what applications stand on. */
@Factory
final class ApplicationFactory {
    @Singleton
    Reading reading(DynamoDbClient dynamo, ApplicationsSettings settings, Standings standings, Cursors cursors) {
        return new Reading(dynamo, settings.table(), standings, cursors);
    }

    @Singleton
    Steps steps(ApplicationsSettings settings, Transactions transactions, Clock clock, SecureRandom random) {
        return new Steps(settings.table(), transactions, clock, random);
    }

    @Singleton
    NewApplications newApplications(
            Reading reading,
            IdempotencyRecords requests,
            KmsClient kms,
            ApplicationsSettings settings,
            Transactions transactions,
            Steps steps,
            Clock clock,
            SecureRandom random) {
        return new NewApplications(
                reading,
                requests,
                new MacKey(kms, settings.receiptKey()),
                settings.table(),
                transactions,
                steps,
                clock,
                random);
    }

    @Singleton
    OwnApplications ownApplications(Reading reading, Steps steps) {
        return new OwnApplications(reading, steps);
    }

    @Singleton
    ReceivedApplications receivedApplications(
            Reading reading, Steps steps, ApplicationsSettings settings, Transactions transactions, KmsClient kms) {
        return new ReceivedApplications(
                reading, steps, settings.table(), transactions, new MacKey(kms, settings.grantKey()));
    }
}
