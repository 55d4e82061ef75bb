package cn.touzhi.registration.limit;

import static cn.touzhi.kernel.dynamo.Attributes.bytes;
import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.seconds;

import cn.touzhi.kernel.RandomText;
import cn.touzhi.kernel.crypto.KeyedDigest;
import cn.touzhi.kernel.http.ClientAddress;
import cn.touzhi.registration.RegistrationTable;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * Counts what each network asks for, within hours of the clock. The counter is a set of the wishes' marks: a wish that
 * is repeated within the hour, by its client or by the SDK, is in it already; in the next hour it counts once more. A
 * mark says that the wish was counted, not what came of it.
 */
public final class ClientSends {
    private static final String COUNT = "SET #expiresAt = :end ADD #wishes :marks";
    private static final String BELOW =
            "(attribute_not_exists(#wishes) OR size(#wishes) < :limit) AND NOT contains(#wishes, :mark)";
    private static final Map<String, String> NAMES =
            Map.of("#wishes", RegistrationTable.WISHES, "#expiresAt", RegistrationTable.EXPIRES_AT);

    /** Enough for 300 of them not to meet, and small enough for 300 of them to cost three write units. */
    private static final int MARK_BYTES = 8;

    /** An IPv6 network gives its customer a /64 at least. */
    private static final int NETWORK_BYTES = 8;

    private final DynamoDbClient dynamo;
    private final String table;
    private final Limits.PerClient limits;
    private final KeyedDigest networks;
    private final KeyedDigest marks;
    private final Clock clock;

    /** @param secret the room's own */
    public ClientSends(DynamoDbClient dynamo, String table, Limits.PerClient limits, byte[] secret, Clock clock) {
        this.dynamo = dynamo;
        this.table = table;
        this.limits = limits;
        this.networks = new KeyedDigest(secret, "client address");
        this.marks = new KeyedDigest(secret, "wish of a client");
        this.clock = clock;
    }

    /**
     * Counts one wish in one conditional write.
     *
     * @param wish names it
     * @param solved whether a challenge was solved for it
     */
    public Counted count(ClientAddress client, String wish, boolean solved) {
        Instant now = clock.instant();
        long hour = now.getEpochSecond() / Limits.HOUR.toSeconds();
        Instant end = Instant.ofEpochSecond((hour + 1) * Limits.HOUR.toSeconds());
        Ticket ticket = new Ticket(
                RegistrationTable.clientKey(RandomText.of(networks.of(networkOf(client.value()))), hour), markOf(wish));
        try {
            dynamo.updateItem(update -> update.tableName(table)
                    .key(ticket.key())
                    .updateExpression(COUNT)
                    .conditionExpression(BELOW)
                    .expressionAttributeNames(NAMES)
                    .expressionAttributeValues(Map.of(
                            ":end", seconds(end.plus(Limits.HOUR)),
                            ":marks", ticket.marks(),
                            ":mark", bytes(ticket.mark()),
                            ":limit", number(solved ? limits.most() : limits.free())))
                    .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD));
            return new Counted.New(ticket);
        } catch (ConditionalCheckFailedException refused) {
            if (ClientWishes.of(refused.item()).has(ticket.mark())) {
                return new Counted.Known();
            }
            return solved ? new Counted.TooMany(Duration.between(now, end)) : new Counted.ChallengeNeeded();
        }
    }

    /** Takes back what was counted, since what it was counted for is refused. */
    public void giveBack(Ticket ticket) {
        try {
            dynamo.updateItem(update -> update.tableName(table)
                    .key(ticket.key())
                    .updateExpression("DELETE #wishes :marks")
                    .conditionExpression("attribute_exists(#wishes)")
                    .expressionAttributeNames(Map.of("#wishes", RegistrationTable.WISHES))
                    .expressionAttributeValues(Map.of(":marks", ticket.marks())));
        } catch (ConditionalCheckFailedException nothingCounted) {
            // it was the only one, and our own first try has taken it back
        }
    }

    private byte[] markOf(String wish) {
        return Arrays.copyOf(marks.of(wish), MARK_BYTES);
    }

    /** The address itself for IPv4, also where it is mapped into IPv6 (RFC 4291, 2.5.5.2); else its /64. */
    static String networkOf(String address) {
        InetAddress parsed = InetAddress.ofLiteral(address);
        byte[] bytes = parsed.getAddress();
        return HexFormat.of().formatHex(parsed instanceof Inet4Address ? bytes : Arrays.copyOf(bytes, NETWORK_BYTES));
    }

    /** That something was counted, and where. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Ticket(Map<String, AttributeValue> key, byte[] mark) {
        AttributeValue marks() {
            return AttributeValue.fromBs(List.of(SdkBytes.fromByteArray(mark)));
        }
    }

    /** What counting came to. */
    public sealed interface Counted {
        /** Counted now. */
        record New(Ticket ticket) implements Counted {}

        /** Counted before, for what may be on its way, sent, or just being refused. */
        record Known() implements Counted {}

        /** Not counted: with a challenge solved it would be. */
        record ChallengeNeeded() implements Counted {}

        /** Not counted: nothing more goes out for this network before {@code pause} is over. */
        record TooMany(Duration pause) implements Counted {}
    }
}
