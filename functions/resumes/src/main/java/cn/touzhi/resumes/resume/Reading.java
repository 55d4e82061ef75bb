package cn.touzhi.resumes.resume;

import static cn.touzhi.kernel.dynamo.Attributes.text;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.aws.SideBySide;
import cn.touzhi.kernel.dynamo.BatchReads;
import cn.touzhi.kernel.http.ConsentSequence;
import cn.touzhi.kernel.http.Principal;
import cn.touzhi.kernel.http.Problem;
import cn.touzhi.kernel.http.Refusal;
import cn.touzhi.kernel.standing.Standing;
import cn.touzhi.kernel.standing.Standings;
import cn.touzhi.resumes.ResumesTable;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What a request needs to know, in two reads side by side: who asks, and what they ask about. */
public final class Reading {
    private final DynamoDbClient dynamo;
    private final String table;
    private final Standings standings;

    /** @param table the room's */
    public Reading(DynamoDbClient dynamo, String table, Standings standings) {
        this.dynamo = dynamo;
        this.table = table;
        this.standings = standings;
    }

    /** How {@code principal} stands, and the items under {@code keys}. */
    public Seen of(Principal principal, List<Map<String, AttributeValue>> keys) {
        return SideBySide.of(
                () -> standings.of(principal.subject()),
                () -> BatchReads.read(dynamo, table, keys),
                (standing, items) -> new Seen(standing.admits(principal), standing, items));
    }

    /** How {@code principal} stands, and all resumes of theirs with what tells how many they are. */
    Seen allOf(Principal principal) {
        return SideBySide.of(
                () -> standings.of(principal.subject()),
                () -> resumesOf(principal.subject()),
                (standing, items) -> new Seen(
                        standing.admits(principal),
                        standing,
                        items.stream().map(Optional::of).toList()));
    }

    /** How {@code principal} stands, the item under {@code key}, and all attachments of theirs, at most some dozens. */
    public Seen withAttachments(Principal principal, Map<String, AttributeValue> key) {
        return SideBySide.of(
                () -> of(principal, List.of(key, ResumesTable.holdingsKey(principal.subject()))),
                () -> attachmentsOf(principal.subject()),
                Seen::with);
    }

    /** How {@code principal} stands, and all attachments of theirs. */
    public Seen attachments(Principal principal) {
        return SideBySide.of(
                () -> standings.of(principal.subject()),
                () -> attachmentsOf(principal.subject()),
                (standing, items) -> new Seen(
                        standing.admits(principal),
                        standing,
                        items.stream().map(Optional::of).toList()));
    }

    private List<Map<String, AttributeValue>> attachmentsOf(SubjectId subject) {
        return dynamo
                .queryPaginator(query -> query.tableName(table)
                        .keyConditionExpression("pk = :pk AND begins_with(sk, :attachments)")
                        .expressionAttributeValues(Map.of(
                                ":pk", text(ResumesTable.subjectPartition(subject)),
                                ":attachments", text(ResumesTable.attachmentPrefix())))
                        .consistentRead(true))
                .items()
                .stream()
                .toList();
    }

    /** Holdings and resumes sort before versions, of which there may be many, and behind attachments. */
    private List<Map<String, AttributeValue>> resumesOf(SubjectId subject) {
        return dynamo
                .queryPaginator(query -> query.tableName(table)
                        .keyConditionExpression("pk = :pk AND sk BETWEEN :holdings AND :versions")
                        .expressionAttributeValues(Map.of(
                                ":pk", text(ResumesTable.subjectPartition(subject)),
                                ":holdings", text(ResumesTable.holdingsSortKey()),
                                ":versions", text(ResumesTable.ownVersionPrefix())))
                        .consistentRead(true))
                .items()
                .stream()
                .toList();
    }

    /**
     * What was seen.
     *
     * @param admitted whether the caller's session still counts
     * @param standing what else is known of them
     * @param items in the order of their keys
     */
    public record Seen(boolean admitted, Standing standing, List<Optional<Map<String, AttributeValue>>> items) {
        /** Takes a copy. */
        public Seen {
            items = List.copyOf(items);
        }

        private Seen with(List<Map<String, AttributeValue>> more) {
            return new Seen(
                    admitted,
                    standing,
                    Stream.concat(items.stream(), more.stream().map(Optional::of))
                            .toList());
        }

        /** Why what needs {@code purpose} may not be done; empty if it may. */
        public Optional<Refusal> withoutConsent(String purpose, ConsentSequence told) {
            return standing.consents().on(purpose, told).refusal().map(Reading::refusal);
        }

        /** Why {@code kinds} may not be written; empty if they may. */
        Optional<Refusal> withoutConsent(Collection<SensitiveKind> kinds, ConsentSequence told) {
            return kinds.stream()
                    .map(kind -> standing.consents().on(kind.purpose(), told))
                    .flatMap(decision -> decision.refusal().stream())
                    .findFirst()
                    .map(Reading::refusal);
        }
    }

    private static Refusal refusal(Problem problem) {
        return new Refusal.Consent(problem);
    }
}
