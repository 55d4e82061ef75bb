package cn.touzhi.resumes.checked;

import cn.touzhi.kernel.attachment.CheckedUpload;
import cn.touzhi.kernel.attachment.CheckedUpload.Outcome;
import cn.touzhi.kernel.dynamo.Transactions;
import cn.touzhi.kernel.queue.Heard;
import cn.touzhi.resumes.ResumesTable;
import cn.touzhi.resumes.attachment.Attachment;
import cn.touzhi.resumes.attachment.AttachmentObjects;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * What becomes of an attachment by what was found out about an upload. The first that is found to be harmless is the
 * attachment for good. Whatever lies among the clean files without belonging to one that is kept is taken away: of a further
 * upload, and of an attachment whose owner took it away, or was erased, while it was checked.
 */
final class CheckedUploads {
    private final DynamoDbClient dynamo;
    private final String table;
    private final Transactions transactions;
    private final AttachmentObjects objects;
    private final Clock clock;

    CheckedUploads(
            DynamoDbClient dynamo, String table, Transactions transactions, AttachmentObjects objects, Clock clock) {
        this.dynamo = dynamo;
        this.table = table;
        this.transactions = transactions;
        this.objects = objects;
        this.clock = clock;
    }

    /** Takes note, in whichever order and however often they come. */
    Heard hear(CheckedUpload checked) {
        Optional<Attachment> found = attachmentOf(checked);
        if (found.isEmpty()) {
            objects.deleteClean(checked.attachment());
            return Heard.DONE;
        }
        Attachment attachment = found.get();
        return switch (checked.outcome()) {
            case Outcome.Clean clean -> clean(attachment, checked.upload(), clean);
            case Outcome.Refused(String reason) ->
                !attachment.pending()
                                || written(
                                        attachment.refused(
                                                reason, clock.instant().truncatedTo(ChronoUnit.SECONDS)),
                                        attachment)
                        ? Heard.DONE
                        : Heard.AGAIN;
            case Outcome.Gone _ -> Heard.DONE;
        };
    }

    private Heard clean(Attachment attachment, String upload, Outcome.Clean clean) {
        if (attachment.pending()) {
            return written(attachment.clean(upload, clean.size(), clean.thumbnail()), attachment)
                    ? Heard.DONE
                    : Heard.AGAIN;
        }
        if (attachment.cleanUpload().filter(upload::equals).isEmpty()) {
            objects.deleteClean(attachment.id(), upload);
        }
        return Heard.DONE;
    }

    private boolean written(Attachment next, Attachment before) {
        return transactions.writeAll(List.of(next.putAfter(before, table)));
    }

    private Optional<Attachment> attachmentOf(CheckedUpload checked) {
        var item = dynamo.getItem(get -> get.tableName(table)
                        .key(ResumesTable.attachmentKey(checked.subject(), checked.attachment()))
                        .consistentRead(true))
                .item();
        return item.isEmpty() ? Optional.empty() : Optional.of(Attachment.of(checked.subject(), item));
    }
}
