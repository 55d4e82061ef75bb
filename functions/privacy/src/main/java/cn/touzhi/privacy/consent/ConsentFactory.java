package cn.touzhi.privacy.consent;

import cn.touzhi.kernel.dynamo.Transactions;
import cn.touzhi.kernel.standing.Standings;
import cn.touzhi.privacy.PrivacySettings;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Puts together what consents stand on. */
@Factory
final class ConsentFactory {
    @Singleton
    Consents consents(DynamoDbClient dynamo, PrivacySettings settings, Clock clock) {
        SecureRandom random = new SecureRandom();
        Transactions transactions = new Transactions(dynamo, random);
        return new Consents(
                dynamo,
                settings.table(),
                transactions,
                new Standings(dynamo, settings.table(), transactions, clock),
                clock,
                random);
    }

    @Singleton
    ConsentTexts texts() {
        return new ConsentTexts();
    }
}
