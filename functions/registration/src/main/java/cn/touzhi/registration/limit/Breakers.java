package cn.touzhi.registration.limit;

import static cn.touzhi.kernel.dynamo.Attributes.seconds;

import cn.touzhi.kernel.dynamo.BatchReads;
import cn.touzhi.registration.RegistrationTable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The blocks and countries whose codes are mostly never used: for a while strangers need a challenge there. */
public final class Breakers {
    private final DynamoDbClient dynamo;
    private final String table;
    private final Clock clock;

    public Breakers(DynamoDbClient dynamo, String table, Clock clock) {
        this.dynamo = dynamo;
        this.table = table;
        this.clock = clock;
    }

    /** Whether one that concerns {@code target} has tripped. */
    public boolean concern(SmsTarget target) {
        Instant now = clock.instant();
        return BatchReads.read(dynamo, table, target.breakerKeys()).stream()
                .flatMap(Optional::stream)
                .map(Breaker::of)
                .anyMatch(breaker -> breaker.expiresAt().isAfter(now));
    }

    /** Trips the one of {@code blockOrCountry}, or lets it stay so from now on. */
    void trip(String blockOrCountry, Duration life) {
        Map<String, AttributeValue> item = new HashMap<>(RegistrationTable.breakerKey(blockOrCountry));
        item.put(RegistrationTable.EXPIRES_AT, seconds(clock.instant().plus(life)));
        dynamo.putItem(put -> put.tableName(table).item(item));
    }
}
