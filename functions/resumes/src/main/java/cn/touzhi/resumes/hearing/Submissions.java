package cn.touzhi.resumes.hearing;

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
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What becomes of versions with the submissions that they came with. */
final class Submissions {
    /** As long as its subject may want to see what an employer had. */
    private static final Duration KEPT_AFTER_CLOSING = Duration.ofDays(31);

    private final String table;
    private final Transactions transactions;

    Submissions(String table, Transactions transactions) {
        this.table = table;
        this.transactions = transactions;
    }

    /**
     * Takes note, in whichever order and however often they come: what is closed stays so.
     *
     * @throws EventJson.MalformedEventException if the event lacks what its type promises
     */
    Heard hear(Event event) {
        SubjectId subject =
                event.subject().flatMap(SubjectId::parse).orElseThrow(EventJson.MalformedEventException::new);
        String version = event.data().getOrDefault("version", "");
        if (!RandomText.matches(version)) {
            throw new EventJson.MalformedEventException();
        }
        return event.type().equals(SubmissionEvents.CLOSED)
                ? closed(event, subject, version)
                : submitted(subject, version);
    }

    /** Refused: it is closed, or gone. */
    private Heard submitted(SubjectId subject, String version) {
        transactions.writeAll(List.of(
                ofSubject(subject, " AND attribute_not_exists(#closed)")
                        .update(ResumesTable.versionKey(version), "REMOVE #expiresAt"),
                Change.when(table, "attribute_exists(#pk)")
                        .update(ResumesTable.ownVersionKey(subject, version), "REMOVE #expiresAt")));
        return Heard.DONE;
    }

    /** Refused: it is closed, or gone. */
    private Heard closed(Event event, SubjectId subject, String version) {
        Instant end = event.time().plus(KEPT_AFTER_CLOSING);
        transactions.writeAll(List.of(
                ofSubject(subject, " AND attribute_not_exists(#closed)")
                        .with(":closed", AttributeValue.fromBool(true))
                        .with(":end", seconds(end))
                        .update(ResumesTable.versionKey(version), "SET #closed = :closed, #expiresAt = :end"),
                Change.when(table, "attribute_exists(#pk)")
                        .with(":end", seconds(end.plus(OwnVersion.LONGER)))
                        .update(ResumesTable.ownVersionKey(subject, version), "SET #expiresAt = :end")));
        return Heard.DONE;
    }

    private Change ofSubject(SubjectId subject, String and) {
        return Change.when(table, "attribute_exists(#pk) AND #" + Version.SUBJECT + " = :subject" + and)
                .with(":subject", text(subject.value()));
    }
}
