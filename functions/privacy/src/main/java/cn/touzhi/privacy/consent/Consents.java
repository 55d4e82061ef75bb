package cn.touzhi.privacy.consent;

import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.text;
import static cn.touzhi.kernel.dynamo.Attributes.textOf;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.aws.SideBySide;
import cn.touzhi.kernel.dynamo.Change;
import cn.touzhi.kernel.dynamo.Transactions;
import cn.touzhi.kernel.erasure.Fence;
import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.event.EventId;
import cn.touzhi.kernel.http.Principal;
import cn.touzhi.kernel.standing.Standing;
import cn.touzhi.kernel.standing.Standings;
import cn.touzhi.privacy.PrivacyEvents;
import cn.touzhi.privacy.PrivacyTable;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What people agreed to and withdrew (policy 1, 6.4): a log that only grows, what holds now, and the event that tells
 * other rooms, in one write.
 */
final class Consents {
    /** Two devices of one person may change something at the same moment, and hardly more. */
    private static final int TRIES = 5;

    private final DynamoDbClient dynamo;
    private final String table;
    private final Transactions transactions;
    private final Standings standings;
    private final Clock clock;
    private final SecureRandom random;

    Consents(
            DynamoDbClient dynamo,
            String table,
            Transactions transactions,
            Standings standings,
            Clock clock,
            SecureRandom random) {
        this.dynamo = dynamo;
        this.table = table;
        this.transactions = transactions;
        this.standings = standings;
        this.clock = clock;
        this.random = random;
    }

    /** All of {@code principal}; empty where the session doesn't go on. */
    Optional<OwnConsents> of(Principal principal) {
        SubjectId subject = principal.subject();
        return SideBySide.of(
                () -> standings.of(subject),
                () -> read(subject),
                (standing, own) -> standing.admits(principal) ? Optional.of(own) : Optional.empty());
    }

    /** Notes that {@code principal} consents to {@code purpose} as its text of {@code textVersion} says. */
    Changed give(Principal principal, ConsentPurpose purpose, int textVersion, ConsentSource source) {
        Function<ConsentState, Optional<Consent>> wish = state -> state.of(purpose)
                        .filter(known -> known.given() && known.textVersion() == textVersion)
                        .isPresent()
                ? Optional.empty()
                : Optional.of(new Consent(true, textVersion, now()));
        return change(principal, purpose, wish, source);
    }

    /** Notes that {@code principal} doesn't consent to {@code purpose} any more. */
    Changed withdraw(Principal principal, ConsentPurpose purpose, ConsentSource source) {
        Function<ConsentState, Optional<Consent>> wish = state ->
                state.of(purpose).filter(Consent::given).map(known -> new Consent(false, known.textVersion(), now()));
        return change(principal, purpose, wish, source);
    }

    /** @param wish what shall hold; empty where it does already */
    private Changed change(
            Principal principal,
            ConsentPurpose purpose,
            Function<ConsentState, Optional<Consent>> wish,
            ConsentSource source) {
        SubjectId subject = principal.subject();
        for (int tried = 0; tried < TRIES; tried++) {
            Seen seen = SideBySide.of(() -> standings.of(subject), () -> stateOf(subject), Seen::new);
            if (!seen.standing().admits(principal)) {
                return new Changed.NotAdmitted();
            }
            ConsentState state = seen.state();
            Optional<Consent> wanted = wish.apply(state);
            if (wanted.isEmpty()) {
                return state.of(purpose)
                        .<Changed>map(consent -> new Changed.To(consent, state.sequence()))
                        .orElseGet(() -> new Changed.Never(state.sequence()));
            }
            if (write(state, purpose, wanted.get(), source)) {
                return new Changed.To(wanted.get(), state.sequence() + 1);
            }
        }
        return new Changed.Busy();
    }

    /** Whether nothing has changed since {@code before} was read, and they are not being erased. */
    private boolean write(ConsentState before, ConsentPurpose purpose, Consent consent, ConsentSource source) {
        ConsentState after = before.with(purpose, consent);
        ConsentEntry entry = new ConsentEntry(
                before.subject(),
                after.sequence(),
                purpose,
                consent.given(),
                consent.textVersion(),
                consent.changedAt(),
                source,
                told(after, purpose, consent));
        Change state = before.sequence() == 0
                ? Change.when(table, "attribute_not_exists(#pk)")
                : Change.when(table, "#sequence = :before").with(":before", number(before.sequence()));
        return transactions.writeAll(List.of(
                Fence.checkAbsent(table, before.subject()),
                state.put(after.toItem()),
                Change.when(table, "attribute_not_exists(#pk)").put(entry.toItem())));
    }

    private Event told(ConsentState after, ConsentPurpose purpose, Consent consent) {
        return new Event(
                EventId.random(random),
                PrivacyEvents.CONSENTS_CHANGED,
                Optional.of(after.subject().value()),
                consent.changedAt(),
                Map.of(
                        "sequence", Integer.toString(after.sequence()),
                        "purpose", purpose.text(),
                        "given",
                                after.given().stream()
                                        .map(one -> "\"" + one.text() + "\"")
                                        .collect(Collectors.joining(",", "[", "]"))));
    }

    /** Acceptances and what holds lie beside each other, after the log. */
    private OwnConsents read(SubjectId subject) {
        List<Map<String, AttributeValue>> items = dynamo
                .queryPaginator(query -> query.tableName(table)
                        .keyConditionExpression("pk = :pk AND sk >= :acceptances")
                        .expressionAttributeValues(Map.of(
                                ":pk", text(PrivacyTable.consentsPartition(subject)),
                                ":acceptances", text(PrivacyTable.acceptancePrefix())))
                        .consistentRead(true))
                .items()
                .stream()
                .toList();
        ConsentState state = items.stream()
                .filter(item -> sortKeyOf(item).equals(PrivacyTable.stateSortKey()))
                .map(item -> ConsentState.of(subject, item))
                .findFirst()
                .orElseGet(() -> ConsentState.none(subject));
        return new OwnConsents(
                state,
                items.stream()
                        .filter(item -> sortKeyOf(item).startsWith(PrivacyTable.acceptancePrefix()))
                        .map(item -> PolicyAcceptance.of(subject, item))
                        .toList());
    }

    private static String sortKeyOf(Map<String, AttributeValue> item) {
        return textOf(item, PrivacyTable.SK);
    }

    private ConsentState stateOf(SubjectId subject) {
        Map<String, AttributeValue> item = dynamo.getItem(get ->
                        get.tableName(table).key(PrivacyTable.stateKey(subject)).consistentRead(true))
                .item();
        return item.isEmpty() ? ConsentState.none(subject) : ConsentState.of(subject, item);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    private record Seen(Standing standing, ConsentState state) {}
}
