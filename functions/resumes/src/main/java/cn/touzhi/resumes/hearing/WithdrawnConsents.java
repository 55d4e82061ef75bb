package cn.touzhi.resumes.hearing;

import static cn.touzhi.kernel.dynamo.Attributes.text;
import static cn.touzhi.kernel.dynamo.Attributes.textOf;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.dynamo.BatchReads;
import cn.touzhi.kernel.dynamo.Change;
import cn.touzhi.kernel.dynamo.Transactions;
import cn.touzhi.kernel.standing.KnownConsents;
import cn.touzhi.kernel.standing.Standings;
import cn.touzhi.resumes.ResumesTable;
import cn.touzhi.resumes.attachment.Attachment;
import cn.touzhi.resumes.attachment.AttachmentObjects;
import cn.touzhi.resumes.resume.SensitiveKind;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Takes away what stood on a consent that doesn't hold any more, from resumes and from what was frozen of them. It is done
 * at every delivery of a change, so that what a crash left is taken the next time.
 */
final class WithdrawnConsents {
    private static final int AT_ONCE = 25;

    private final DynamoDbClient dynamo;
    private final String table;
    private final Standings standings;
    private final Transactions transactions;
    private final AttachmentObjects objects;
    private final Clock clock;

    WithdrawnConsents(
            DynamoDbClient dynamo,
            String table,
            Standings standings,
            Transactions transactions,
            AttachmentObjects objects,
            Clock clock) {
        this.dynamo = dynamo;
        this.table = table;
        this.standings = standings;
        this.transactions = transactions;
        this.objects = objects;
        this.clock = clock;
    }

    /**
     * Takes it away.
     *
     * @param goOn whether there is time for one more
     * @return whether nothing is left
     */
    boolean takeAway(SubjectId subject, BooleanSupplier goOn) {
        KnownConsents known = standings.of(subject).consents();
        List<SensitiveKind> gone = Arrays.stream(SensitiveKind.values())
                .filter(kind -> !known.given().contains(kind.purpose()))
                .toList();
        List<Map<String, AttributeValue>> held = heldOf(subject);
        return takeContent(subject, gone, known, keysOfContent(held), goOn)
                && takePhotos(subject, gone, known, held, goOn);
    }

    private boolean takeContent(
            SubjectId subject,
            List<SensitiveKind> gone,
            KnownConsents known,
            List<Map<String, AttributeValue>> keys,
            BooleanSupplier goOn) {
        for (int from = 0; from < keys.size(); from += AT_ONCE) {
            var items = BatchReads.read(dynamo, table, keys.subList(from, Math.min(from + AT_ONCE, keys.size())));
            for (Map<String, AttributeValue> item :
                    items.stream().flatMap(Optional::stream).toList()) {
                List<SensitiveKind> here = gone.stream()
                        .filter(kind -> item.containsKey(kind.attribute()))
                        .toList();
                if (!here.isEmpty()) {
                    if (!goOn.getAsBoolean()) {
                        return false;
                    }
                    remove(subject, item, here, known);
                }
            }
        }
        return true;
    }

    /** Refused: it went meanwhile, or changed, or more was heard of their consents: of that, there will be a delivery. */
    private void remove(
            SubjectId subject, Map<String, AttributeValue> item, List<SensitiveKind> kinds, KnownConsents known) {
        String attributes = kinds.stream().map(kind -> "#" + kind.attribute()).collect(Collectors.joining(", "));
        Map<String, AttributeValue> key =
                Map.of(ResumesTable.PK, item.get(ResumesTable.PK), ResumesTable.SK, item.get(ResumesTable.SK));
        boolean resume = textOf(item, ResumesTable.SK).startsWith(ResumesTable.resumePrefix());
        var removal = resume
                ? Change.when(table, "attribute_exists(#pk)")
                        .with(":one", AttributeValue.fromN("1"))
                        .update(key, "REMOVE " + attributes + " ADD #version :one")
                : Change.when(table, "attribute_exists(#pk)").update(key, "REMOVE " + attributes);
        transactions.writeAll(List.of(known.checkLatest(table, subject), removal));
    }

    /**
     * First nobody may read them, then the files go, and with them the last that led there: what a crash leaves is found by
     * its mark, though the consent was given again meanwhile.
     */
    private boolean takePhotos(
            SubjectId subject,
            List<SensitiveKind> gone,
            KnownConsents known,
            List<Map<String, AttributeValue>> held,
            BooleanSupplier goOn) {
        for (Map<String, AttributeValue> photo :
                held.stream().filter(Attachment::isPhoto).toList()) {
            boolean marked = Attachment.isWithdrawn(photo);
            if (marked || gone.contains(SensitiveKind.PHOTO)) {
                if (!goOn.getAsBoolean()) {
                    return false;
                }
                String id = textOf(photo, ResumesTable.SK)
                        .substring(ResumesTable.attachmentPrefix().length());
                if (marked || mark(subject, id, known)) {
                    objects.delete(subject, id);
                    transactions.writeAll(List.of(Attachment.deleteWithdrawn(table, subject, id)));
                }
            }
        }
        return true;
    }

    private boolean mark(SubjectId subject, String id, KnownConsents known) {
        return transactions.writeAll(List.of(
                known.checkLatest(table, subject),
                Attachment.withdraw(table, subject, id, clock.instant().truncatedTo(ChronoUnit.SECONDS))));
    }

    /** What may stand on a consent: attachments, resumes and the ways to versions. */
    private List<Map<String, AttributeValue>> heldOf(SubjectId subject) {
        return dynamo
                .queryPaginator(query -> query.tableName(table)
                        .keyConditionExpression("pk = :pk")
                        .projectionExpression("pk, sk, photo, reason")
                        .expressionAttributeValues(Map.of(":pk", text(ResumesTable.subjectPartition(subject))))
                        .consistentRead(true))
                .items()
                .stream()
                .toList();
    }

    private static List<Map<String, AttributeValue>> keysOfContent(List<Map<String, AttributeValue>> held) {
        return held.stream()
                .filter(item -> textOf(item, ResumesTable.SK).compareTo(ResumesTable.resumePrefix()) >= 0)
                .map(item ->
                        Map.of(ResumesTable.PK, item.get(ResumesTable.PK), ResumesTable.SK, item.get(ResumesTable.SK)))
                .map(WithdrawnConsents::keyOfContent)
                .toList();
    }

    private static Map<String, AttributeValue> keyOfContent(Map<String, AttributeValue> item) {
        String sortKey = textOf(item, ResumesTable.SK);
        return sortKey.startsWith(ResumesTable.ownVersionPrefix())
                ? ResumesTable.versionKey(
                        sortKey.substring(ResumesTable.ownVersionPrefix().length()))
                : item;
    }
}
