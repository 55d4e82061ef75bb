package cn.touzhi.kernel.dynamo;

import cn.touzhi.kernel.RandomText;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

/**
 * Transactions whose actions have names, so that the one that was refused can be told from the others.
 *
 * <p>A conflict with another writer is no answer: nothing was written, and the same is tried again after a short random
 * wait. A try whose answer was lost is recognised by its client token, within the SDK's own retries (DynamoDB API
 * reference, TransactWriteItems, "Idempotency").
 */
public final class Transactions {
    static final int TRIES = 6;

    private static final String REFUSED = "ConditionalCheckFailed";
    private static final Set<String> PASSING =
            Set.of("TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded");

    private final DynamoDbClient dynamo;
    private final SecureRandom random;
    private final Backoff backoff;

    public Transactions(DynamoDbClient dynamo, SecureRandom random) {
        this(dynamo, random, new Backoff(random));
    }

    Transactions(DynamoDbClient dynamo, SecureRandom random, Backoff backoff) {
        this.dynamo = dynamo;
        this.random = random;
        this.backoff = backoff;
    }

    /**
     * Does all {@code actions} or none.
     *
     * @param actions in the order of their names; those whose condition fails tell what they found if they ask for it
     *     ({@code ReturnValuesOnConditionCheckFailure.ALL_OLD})
     * @throws TransactionCanceledException if it was in conflict with others each time it was tried, or is not valid
     */
    public <A extends Enum<A>> Outcome<A> write(EnumMap<A, TransactWriteItem> actions) {
        return write(actions, List.of());
    }

    /**
     * Does all {@code actions} or none, and {@code more} with them.
     *
     * @param more actions without a name, of which nobody needs to know which one was refused
     * @throws TransactionCanceledException if it was in conflict with others each time it was tried, or is not valid
     */
    public <A extends Enum<A>> Outcome<A> write(EnumMap<A, TransactWriteItem> actions, List<TransactWriteItem> more) {
        List<TransactWriteItem> items = new ArrayList<>(actions.values());
        items.addAll(more);
        return send(items)
                .<Outcome<A>>map(reasons -> new Refused<>(refusals(actions, reasons)))
                .orElseGet(Done::new);
    }

    /**
     * Does all {@code actions} or none, where it doesn't matter which of them was refused.
     *
     * @return whether they were done; if not, the condition of at least one doesn't hold
     * @throws TransactionCanceledException if it was in conflict with others each time it was tried, or is not valid
     */
    public boolean writeAll(List<TransactWriteItem> actions) {
        return send(actions).isEmpty();
    }

    /** Empty once it is done; the reasons if a condition doesn't hold. */
    private Optional<List<CancellationReason>> send(List<TransactWriteItem> items) {
        String token = RandomText.of(random);
        for (int tried = 1; ; tried++) {
            String thisToken = token;
            try {
                dynamo.transactWriteItems(write -> write.transactItems(items).clientRequestToken(thisToken));
                return Optional.empty();
            } catch (TransactionCanceledException cancelled) {
                List<CancellationReason> reasons = cancelled.cancellationReasons();
                if (reasons.stream().anyMatch(reason -> REFUSED.equals(reason.code()))) {
                    return Optional.of(reasons);
                }
                if (tried == TRIES || !mayPass(cancelled)) {
                    throw cancelled;
                }
                token = RandomText.of(random);
            } catch (TransactionInProgressException ownFirstTry) {
                if (tried == TRIES) {
                    throw ownFirstTry;
                }
            }
            backoff.await(tried);
        }
    }

    private static <A extends Enum<A>> Map<A, Map<String, AttributeValue>> refusals(
            EnumMap<A, TransactWriteItem> actions, List<CancellationReason> reasons) {
        Map<A, Map<String, AttributeValue>> found = new HashMap<>();
        int position = 0;
        for (A action : actions.keySet()) {
            CancellationReason reason = reasons.get(position++);
            if (REFUSED.equals(reason.code())) {
                found.put(action, reason.hasItem() ? reason.item() : Map.of());
            }
        }
        return found;
    }

    private static boolean mayPass(TransactionCanceledException cancelled) {
        return cancelled.cancellationReasons().stream().anyMatch(reason -> PASSING.contains(reason.code()));
    }

    /** What became of a transaction. */
    public sealed interface Outcome<A extends Enum<A>> {}

    /** All of it was written. */
    public record Done<A extends Enum<A>>() implements Outcome<A> {}

    /**
     * Nothing was written.
     *
     * @param found the actions whose condition failed, each with the item as it was; an empty one where there was none
     *     or the action didn't ask
     */
    public record Refused<A extends Enum<A>>(Map<A, Map<String, AttributeValue>> found) implements Outcome<A> {
        /** Takes a copy. */
        public Refused {
            found = Map.copyOf(found);
        }
    }
}
