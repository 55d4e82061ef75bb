package cn.touzhi.kernel.erasure;

import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.text;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.crypto.KeyDestruction;
import cn.touzhi.kernel.dynamo.Transactions;
import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.event.EventAttribute;
import cn.touzhi.kernel.event.EventId;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * Carries out orders to erase someone in one room: the fence first, then page by page, each with its counts in one
 * transaction, then the keys, then the answer. Whatever fails in between, and however often an order comes, it goes on
 * where it was, and what is counted is counted once.
 */
public final class Erasures {
    /** Others may come between reading a page and erasing it; they can't for ever, once there is a fence. */
    private static final int TRIES = 10;

    private final DynamoDbClient dynamo;
    private final String table;
    private final SubjectData data;
    private final Transactions transactions;
    private final KeyDestruction keys;
    private final Clock clock;
    private final SecureRandom random;

    /**
     * @param table the room's
     * @param data what lies in it
     * @param keys of the room
     */
    public Erasures(
            DynamoDbClient dynamo,
            String table,
            SubjectData data,
            Transactions transactions,
            KeyDestruction keys,
            Clock clock,
            SecureRandom random) {
        this.dynamo = dynamo;
        this.table = table;
        this.data = data;
        this.transactions = transactions;
        this.keys = keys;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Carries {@code order} out, or what is left of it. An order that comes upon another one that isn't carried out yet
     * finishes that first.
     *
     * @param goOn whether there is time for one more page
     * @return what there is to answer; empty if the time was over, or {@link SubjectData#close} said no: the order must
     *     come again
     * @throws IllegalStateException if others came between each time
     */
    public Optional<ErasureReport> erase(ErasureOrder order, BooleanSupplier goOn) {
        Optional<Fence> found = fenceOf(order.subject());
        for (int tried = 0; tried < TRIES; tried++) {
            Optional<ErasureReport> before = found.flatMap(fence -> fence.reportOf(order.id()));
            if (before.isPresent()) {
                return before;
            }
            Optional<Fence> fence = found.filter(one -> one.finishedAt().isEmpty());
            if (fence.isEmpty()) {
                Optional<SubjectData.Page> closing = data.close(order.subject());
                if (closing.isEmpty()) {
                    return Optional.empty();
                }
                fence = begin(order, found, closing.get());
            }
            if (fence.isPresent() && !finish(fence.get(), goOn)) {
                return Optional.empty();
            }
            found = fenceOf(order.subject());
        }
        throw new IllegalStateException("an erasure that others came between each time");
    }

    /** Tells of {@code report} as an event of {@code type}, once for each event that says the order. */
    public void answer(ErasureOrder order, ErasureReport report, String type) {
        Event event = new Event(
                EventId.random(random), type, Optional.of(order.subject().value()), now(), report.toData());
        Update update = Update.builder()
                .tableName(table)
                .key(Fence.keyOf(order.subject()))
                .updateExpression("SET #event = :event, #answered = :said")
                .conditionExpression("attribute_exists(pk) AND (attribute_not_exists(#answered) OR #answered <> :said)")
                .expressionAttributeNames(Map.of("#event", EventAttribute.NAME, "#answered", Fence.ANSWERED))
                .expressionAttributeValues(Map.of(
                        ":event", EventAttribute.of(event),
                        ":said", text(order.saidBy().value())))
                .build();
        // refused: it was answered before
        transactions.writeAll(List.of(TransactWriteItem.builder().update(update).build()));
    }

    private Optional<Fence> fenceOf(SubjectId subject) {
        Map<String, AttributeValue> item = dynamo.getItem(
                        get -> get.tableName(table).key(Fence.keyOf(subject)).consistentRead(true))
                .item();
        return item.isEmpty() ? Optional.empty() : Optional.of(Fence.of(subject, item));
    }

    /** The fence of {@code order}, unless something has changed since it was looked at. */
    private Optional<Fence> begin(ErasureOrder order, Optional<Fence> before, SubjectData.Page closing) {
        List<ErasureReport> earlier =
                before.map(Fence::earlier).map(ArrayList::new).orElseGet(ArrayList::new);
        before.flatMap(Fence::report).ifPresent(earlier::add);
        Fence fence = Fence.begun(order, now(), closing.findings(), earlier);
        List<TransactWriteItem> actions = new ArrayList<>(closing.actions());
        actions.add(put(fence, before));
        return transactions.writeAll(actions) ? Optional.of(fence) : Optional.empty();
    }

    private TransactWriteItem put(Fence fence, Optional<Fence> before) {
        Put.Builder put = Put.builder().tableName(table).item(fence.toItem());
        before.ifPresentOrElse(
                last -> put.conditionExpression("#order = :last AND attribute_exists(#finishedAt)")
                        .expressionAttributeNames(Map.of("#order", Fence.ORDER, "#finishedAt", Fence.FINISHED_AT))
                        .expressionAttributeValues(
                                Map.of(":last", text(last.order().value()))),
                () -> put.conditionExpression("attribute_not_exists(pk)"));
        return TransactWriteItem.builder().put(put.build()).build();
    }

    /** Whether nothing is left; if not, the time was over. */
    private boolean finish(Fence begun, BooleanSupplier goOn) {
        Fence fence = begun;
        int inVain = 0;
        while (fence.finishedAt().isEmpty()) {
            if (!goOn.getAsBoolean()) {
                return false;
            }
            SubjectData.Page page = data.next(fence.subject());
            Optional<Instant> finished = Optional.empty();
            if (page.actions().isEmpty()) {
                keys.of(fence.subject());
                finished = Optional.of(now());
            }
            Fence next = fence.after(page, finished);
            if (write(fence, next, page)) {
                fence = next;
            } else if (++inVain < TRIES) {
                fence = newest(fence);
            } else {
                throw new IllegalStateException("a page of an erasure that others came between each time");
            }
        }
        return true;
    }

    /** Erases {@code page} and counts it in one transaction; where it is empty, notes that nothing is left. */
    private boolean write(Fence fence, Fence next, SubjectData.Page page) {
        Put put = Put.builder()
                .tableName(table)
                .item(next.toItem())
                .conditionExpression("#order = :order AND #pages = :pages AND attribute_not_exists(#finishedAt)")
                .expressionAttributeNames(
                        Map.of("#order", Fence.ORDER, "#pages", Fence.PAGES, "#finishedAt", Fence.FINISHED_AT))
                .expressionAttributeValues(
                        Map.of(":order", text(fence.order().value()), ":pages", number(fence.pages())))
                .build();
        List<TransactWriteItem> actions = new ArrayList<>(page.actions());
        actions.add(TransactWriteItem.builder().put(put).build());
        return transactions.writeAll(actions);
    }

    /** Another run was faster, or an item changed since it was looked at. */
    private Fence newest(Fence fence) {
        return fenceOf(fence.subject())
                .filter(found -> found.order().equals(fence.order()))
                .orElseThrow(() -> new IllegalStateException("a fence that another order has taken"));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
