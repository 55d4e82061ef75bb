package cn.touzhi.registration.lapse;

import static cn.touzhi.kernel.dynamo.Attributes.instantOf;
import static cn.touzhi.kernel.dynamo.Attributes.seconds;
import static cn.touzhi.kernel.dynamo.Attributes.text;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.dynamo.Change;
import cn.touzhi.kernel.dynamo.Transactions;
import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.event.EventId;
import cn.touzhi.kernel.log.OperationLog;
import cn.touzhi.registration.RegistrationEvents;
import cn.touzhi.registration.RegistrationTable;
import cn.touzhi.registration.SubjectEvent;
import cn.touzhi.registration.erasure.ClosingAccounts;
import cn.touzhi.registration.session.AccountStanding;
import cn.touzhi.registration.session.AccountState;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Closes the accounts that have been without an address for too long, and has them erased. An entry is taken away when
 * what it stands for is done, so a run that dies is made good by the next.
 */
public final class Lapses {
    /** Days that are looked back, so that a function that was down for a week catches up. */
    static final int CATCH_UP_DAYS = 30;

    private final DynamoDbClient dynamo;
    private final String table;
    private final Transactions transactions;
    private final ClosingAccounts closing;
    private final Duration stranded;
    private final Clock clock;
    private final SecureRandom random;
    private final OperationLog log;

    /** @param stranded for which an account without an address waits before it is erased */
    public Lapses(
            DynamoDbClient dynamo,
            String table,
            Transactions transactions,
            ClosingAccounts closing,
            Duration stranded,
            Clock clock,
            SecureRandom random,
            OperationLog log) {
        this.dynamo = dynamo;
        this.table = table;
        this.transactions = transactions;
        this.closing = closing;
        this.stranded = stranded;
        this.clock = clock;
        this.random = random;
        this.log = log;
    }

    /**
     * Works off what is due, oldest first; what can't be done now does not keep the rest from being done.
     *
     * @param goOn whether there is time for one more; the next run does what this one had no time for
     * @return whether nothing failed
     */
    public boolean run(BooleanSupplier goOn) {
        Instant now = clock.instant();
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        List<LocalDate> days = IntStream.rangeClosed(-CATCH_UP_DAYS, 0)
                .mapToObj(today::plusDays)
                .toList();
        boolean sound = true;
        for (LocalDate day : days) {
            for (Map<String, AttributeValue> item : entriesOf(day)) {
                Lapse lapse = Lapse.of(item);
                if (!lapse.dueAt().isAfter(now) && goOn.getAsBoolean()) {
                    sound &= succeeds(lapse, now);
                }
            }
        }
        return sound;
    }

    private boolean succeeds(Lapse lapse, Instant now) {
        try {
            settle(lapse, now);
            return true;
        } catch (RuntimeException failure) {
            log.event("lapse-failed")
                    .with("subject", lapse.subject())
                    .with(failure)
                    .write();
            return false;
        }
    }

    private void settle(Lapse lapse, Instant now) {
        Map<String, AttributeValue> account = accountOf(lapse.subject());
        switch (account.isEmpty()
                ? AccountState.ACTIVE
                : AccountStanding.of(account).state()) {
            // it got an address, and if it was frozen since, that is another matter
            case ACTIVE, FROZEN -> forget(lapse);
            case STRANDED -> {
                Instant dueAt =
                        instantOf(account, RegistrationTable.STRANDED_AT).plus(stranded);
                if (dueAt.isAfter(now)) {
                    // stranded anew, or the term was made longer
                    put(new Lapse(lapse.subject(), dueAt));
                    forget(lapse);
                } else {
                    close(lapse, account);
                }
            }
            // at its owner's own wish
            case ERASED -> forget(lapse);
        }
    }

    /** In one write, with the word by which this room too erases what lies under the account. */
    private void close(Lapse lapse, Map<String, AttributeValue> account) {
        SubjectId subject = lapse.subject();
        List<TransactWriteItem> actions = List.of(
                closing.close(subject, account),
                SubjectEvent.of(subject, lapsed(subject)).put(table),
                Change.deleteAnyway(table, lapse.key()));
        // refused: it is not as it was read, and the next run looks at it anew
        if (transactions.writeAll(actions)) {
            log.event("account-lapsed").with("subject", subject).write();
        }
    }

    private Event lapsed(SubjectId subject) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        return new Event(
                EventId.random(random),
                RegistrationEvents.ACCOUNT_LAPSED,
                Optional.of(subject.value()),
                now,
                Map.of("at", now.toString()));
    }

    private Iterable<Map<String, AttributeValue>> entriesOf(LocalDate day) {
        return dynamo.queryPaginator(query -> query.tableName(table)
                        .keyConditionExpression("pk = :pk")
                        .expressionAttributeValues(Map.of(":pk", text(RegistrationTable.lapsesPartition(day))))
                        .consistentRead(true))
                .items();
    }

    private Map<String, AttributeValue> accountOf(SubjectId subject) {
        return dynamo.getItem(get -> get.tableName(table)
                        .key(RegistrationTable.accountKey(subject))
                        .consistentRead(true))
                .item();
    }

    private void put(Lapse lapse) {
        dynamo.putItem(put -> put.tableName(table).item(lapse.toItem()));
    }

    /** Unless it was written anew for another time meanwhile. */
    private void forget(Lapse lapse) {
        try {
            dynamo.deleteItem(delete -> delete.tableName(table)
                    .key(lapse.key())
                    .conditionExpression("#dueAt = :dueAt")
                    .expressionAttributeNames(Map.of("#dueAt", RegistrationTable.DUE_AT))
                    .expressionAttributeValues(Map.of(":dueAt", seconds(lapse.dueAt()))));
        } catch (ConditionalCheckFailedException otherwiseNow) {
            // gone already, or due later
        }
    }
}
