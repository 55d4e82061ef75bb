package cn.touzhi.registration.verification;

import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.seconds;
import static cn.touzhi.kernel.dynamo.Attributes.text;

import cn.touzhi.kernel.dynamo.Names;
import cn.touzhi.registration.RegistrationTable;
import cn.touzhi.registration.verification.AddressSendsItem.Send;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Counts the messages to each address in table Registration: one conditional write asks and counts at once, so that
 * parallel requests can't all pass before the first is counted. Where the count can't be made, nothing is sent.
 */
final class AddressSends {
    /**
     * A message is counted just before its code is made. Within this time a first try that died in between is gone on
     * with; later it is another message. No verification has two messages within it.
     */
    static final Duration INTERRUPTED = Duration.ofSeconds(60);

    private static final String COUNT =
            "SET #%1$s = list_append(:new, if_not_exists(#%1$s, :empty)), #expiresAt = :end%2$s"
                    + " ADD #verifications :tags";
    private static final String OPEN = ", #opened = list_append(:opening, if_not_exists(#opened, :empty))";

    /** A twin, or our own first try whose answer was lost, may have counted the same a moment ago. */
    private static final String NOT_JUST_NOW =
            notFirstIn(RegistrationTable.SENDS) + " AND " + notFirstIn(RegistrationTable.KNOWN);

    private final DynamoDbClient dynamo;
    private final String table;
    private final AddressTrimming trimming;
    private final AddressWindows windows;
    private final Clock clock;

    AddressSends(DynamoDbClient dynamo, String table, AddressWindows windows, Clock clock) {
        this.dynamo = dynamo;
        this.table = table;
        this.trimming = new AddressTrimming(dynamo, table, windows.limits());
        this.windows = windows;
        this.clock = clock;
    }

    /**
     * Counts {@code message} unless it was counted before: repeats of one wish, ours and the client's, cost one.
     *
     * @param allowances as which it may be counted, the first that fits
     */
    Counted count(String addressDigest, Message message, List<Allowance> allowances) {
        Newness unknown = new Newness(
                new Condition("NOT contains(#verifications, :message)", Map.of(":message", text(message.tag()))),
                item -> item.verifications().contains(message.tag()));
        return count(addressDigest, message, allowances, clock.instant(), unknown);
    }

    /**
     * Counts {@code message} though it was counted before, when that was too long ago to be the same wish.
     *
     * @param allowances as which it may be counted, the first that fits
     */
    Counted countAgain(String addressDigest, Message message, List<Allowance> allowances) {
        Instant now = clock.instant();
        Instant justNow = now.minus(INTERRUPTED);
        Newness notJustNow = new Newness(
                new Condition(
                        NOT_JUST_NOW,
                        Map.of(
                                ":verification", text(message.verification().value()),
                                ":number", number(message.number()),
                                ":justNow", seconds(justNow))),
                item -> item.lastOf(message)
                        .filter(last -> !last.at().isBefore(justNow))
                        .isPresent());
        return count(addressDigest, message, allowances, now, notJustNow);
    }

    private Counted count(
            String addressDigest, Message message, List<Allowance> allowances, Instant now, Newness newness) {
        for (Allowance allowance : allowances.subList(0, allowances.size() - 1)) {
            Counted counted = count(addressDigest, new Send(now, message, allowance), newness);
            if (!(counted instanceof Counted.TooMany)) {
                return counted;
            }
        }
        return count(addressDigest, new Send(now, message, allowances.getLast()), newness);
    }

    private Counted count(String addressDigest, Send send, Newness newness) {
        try {
            Condition condition = windows.fits(send).and(newness.condition());
            Map<String, AttributeValue> counted =
                    dynamo.updateItem(counting(addressDigest, send, condition)).attributes();
            trimming.trim(addressDigest, AddressSendsItem.of(counted));
            return new Counted.New(send.allowance());
        } catch (ConditionalCheckFailedException refused) {
            AddressSendsItem item = AddressSendsItem.of(refused.item());
            return newness.knows().test(item)
                    ? new Counted.Known(item.lastOf(send.message()))
                    : windows.whyNot(item, send);
        }
    }

    private UpdateItemRequest counting(String addressDigest, Send send, Condition condition) {
        String update = COUNT.formatted(send.allowance().list(), send.opens() ? OPEN : "");
        Map<String, AttributeValue> values = new HashMap<>(condition.values());
        values.put(":new", AttributeValue.fromL(List.of(send.entry())));
        values.put(":empty", AttributeValue.fromL(List.of()));
        values.put(":end", seconds(send.at().plus(windows.day())));
        values.put(":tags", AttributeValue.fromSs(List.of(send.message().tag())));
        if (send.opens()) {
            values.put(":opening", AttributeValue.fromL(List.of(seconds(send.at()))));
        }
        return UpdateItemRequest.builder()
                .tableName(table)
                .key(RegistrationTable.sendsKey(addressDigest))
                .updateExpression(update)
                .conditionExpression(condition.expression())
                .expressionAttributeNames(Names.in(update, condition.expression()))
                .expressionAttributeValues(values)
                .returnValues(ReturnValue.ALL_NEW)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build();
    }

    private static String notFirstIn(String list) {
        return ("(attribute_not_exists(#%1$s[0].#at) OR #%1$s[0].#verification <> :verification"
                        + " OR #%1$s[0].#number <> :number OR #%1$s[0].#at < :justNow)")
                .formatted(list);
    }

    /**
     * What makes a message one that is to be counted.
     *
     * @param condition that it is so
     * @param knows whether an item says that it is not
     */
    private record Newness(Condition condition, Predicate<AddressSendsItem> knows) {}

    /**
     * One message.
     *
     * @param number from 1, within the verification
     */
    record Message(VerificationId verification, int number) {
        /** By which the counter knows it: the first by the verification's id. */
        String tag() {
            return number == 1 ? verification.value() : verification.value() + "#" + number;
        }
    }

    /** What counting came to. */
    sealed interface Counted {
        /** Counted now, as {@code allowance}. */
        record New(Allowance allowance) implements Counted {}

        /** Counted already; {@code last} says when last, unless that was taken back. */
        record Known(Optional<Send> last) implements Counted {}

        /** Not counted. */
        sealed interface Full extends Counted {}

        /**
         * Not counted: the address gets no more before {@code pause} is over.
         *
         * @param harder whether it would have been, with a harder challenge solved
         */
        record TooMany(Duration pause, boolean harder) implements Full {}

        /** Not counted: strangers have as many verifications of the address open as they may, for {@code pause}. */
        record TooManyOpen(Duration pause) implements Full {}
    }
}
