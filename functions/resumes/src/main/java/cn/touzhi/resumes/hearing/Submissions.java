package cn.touzhi.resumes.hearing;

import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.seconds;
import static cn.touzhi.kernel.dynamo.Attributes.text;

import cn.touzhi.kernel.RandomText;
import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.dynamo.Change;
import cn.touzhi.kernel.dynamo.Transactions;
import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.event.EventJson;
import cn.touzhi.kernel.queue.Heard;
import cn.touzhi.kernel.voucher.SubmissionEvents;
import cn.touzhi.resumes.ResumesTable;
import cn.touzhi.resumes.version.OwnVersion;
import cn.touzhi.resumes.version.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** What becomes of versions with the submissions that they came with. */
final class Submissions {
    /** As long as its subject may want to see what an employer had. */
    private static final Duration KEPT_AFTER_CLOSING = Duration.ofDays(31);

    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

    private final String table;
    private final Transactions transactions;

    Submissions(String table, Transactions transactions) {
        this.table = table;
        this.transactions = transactions;
    }

    /**
     * Takes note, in whichever order and however often they come: that of the most steps is the truth.
     *
     * @throws EventJson.MalformedEventException if the event lacks what its type promises
     */
    Heard hear(Event event) {
        SubjectId subject =
                event.subject().flatMap(SubjectId::parse).orElseThrow(EventJson.MalformedEventException::new);
        String version = event.data().getOrDefault("version", "");
        String moves = event.data().getOrDefault("moves", "");
        if (!RandomText.matches(version) || !NUMBER.matcher(moves).matches()) {
            throw new EventJson.MalformedEventException();
        }
        // refused: as much or more was heard, or it is gone
        transactions.writeAll(
                event.type().equals(SubmissionEvents.CLOSED)
                        ? closes(event, subject, version, Integer.parseInt(moves))
                        : goesOn(subject, version, Integer.parseInt(moves)));
        return Heard.DONE;
    }

    private List<TransactWriteItem> goesOn(SubjectId subject, String version, int moves) {
        return List.of(
                before(subject, moves)
                        .update(ResumesTable.versionKey(version), "SET #moves = :moves REMOVE #expiresAt, #closed"),
                Change.when(table, "attribute_exists(#pk)")
                        .update(ResumesTable.ownVersionKey(subject, version), "REMOVE #expiresAt"));
    }

    private List<TransactWriteItem> closes(Event event, SubjectId subject, String version, int moves) {
        Instant end = event.time().plus(KEPT_AFTER_CLOSING);
        return List.of(
                before(subject, moves)
                        .with(":closed", AttributeValue.fromBool(true))
                        .with(":end", seconds(end))
                        .update(
                                ResumesTable.versionKey(version),
                                "SET #moves = :moves, #closed = :closed, #expiresAt = :end"),
                Change.when(table, "attribute_exists(#pk)")
                        .with(":end", seconds(end.plus(OwnVersion.LONGER)))
                        .update(ResumesTable.ownVersionKey(subject, version), "SET #expiresAt = :end"));
    }

    private Change before(SubjectId subject, int moves) {
        return Change.when(table, "attribute_exists(#pk) AND #" + Version.SUBJECT + " = :subject AND #moves < :moves")
                .with(":subject", text(subject.value()))
                .with(":moves", number(moves));
    }
}
