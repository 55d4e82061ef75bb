package cn.touzhi.resumes.attachment;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.crypto.DataKey;
import cn.touzhi.kernel.crypto.SubjectKeys;
import cn.touzhi.kernel.dynamo.Transactions;
import cn.touzhi.kernel.http.Attempts;
import cn.touzhi.kernel.http.Outcome;
import cn.touzhi.kernel.http.Principal;
import cn.touzhi.kernel.http.Refusal;
import cn.touzhi.resumes.ResumesTable;
import cn.touzhi.resumes.resume.Reading;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Attachments as their owners see them and take them away. */
public final class OwnAttachments {
    private final Reading reading;
    private final SubjectKeys keys;
    private final FileLinks links;
    private final AttachmentObjects objects;
    private final String table;
    private final Transactions transactions;
    private final Clock clock;

    public OwnAttachments(
            Reading reading,
            SubjectKeys keys,
            FileLinks links,
            AttachmentObjects objects,
            String table,
            Transactions transactions,
            Clock clock) {
        this.reading = reading;
        this.keys = keys;
        this.links = links;
        this.objects = objects;
        this.table = table;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** All of them, the oldest first. */
    Outcome<List<Named>> all(Principal principal) {
        Reading.Seen seen = reading.attachments(principal);
        if (!seen.admitted()) {
            return Outcome.refused(new Refusal.SessionOver());
        }
        List<Attachment> found = seen.items().stream()
                .flatMap(Optional::stream)
                .map(item -> Attachment.of(principal.subject(), item))
                .filter(one -> !one.over(clock.instant()))
                .sorted(Comparator.comparing(Attachment::createdAt).thenComparing(Attachment::id))
                .toList();
        if (found.isEmpty()) {
            return Outcome.done(List.of());
        }
        DataKey key = keys.of(principal.subject()).orElseThrow();
        return Outcome.done(
                found.stream().map(one -> new Named(one, one.nameBy(key))).toList());
    }

    /** One of them, and where it is read. */
    Outcome<Linked> of(Principal principal, String id) {
        return found(principal, id).then(attachment -> {
            String name = attachment.nameBy(keys.of(principal.subject()).orElseThrow());
            return Outcome.done(
                    new Linked(new Named(attachment, name), links.to(attachment, name, SignedAccess.OWN_LINK)));
        });
    }

    /** Takes it away, files first: as long as they are there, so is the way to them. */
    Outcome<Attachment> delete(Principal principal, String id) {
        return Attempts.until(() -> switch (found(principal, id)) {
            case Outcome.Refused<Attachment> refused -> Optional.of(refused);
            case Outcome.Done<Attachment>(Attachment attachment) -> {
                objects.delete(principal.subject(), id);
                yield transactions.writeAll(List.of(attachment.delete(table)))
                        ? Optional.of(Outcome.done(attachment))
                        : Optional.empty();
            }
        });
    }

    private Outcome<Attachment> found(Principal principal, String id) {
        SubjectId subject = principal.subject();
        Reading.Seen seen = reading.of(principal, List.of(ResumesTable.attachmentKey(subject, id)));
        if (!seen.admitted()) {
            return Outcome.refused(new Refusal.SessionOver());
        }
        return seen.items()
                .getFirst()
                .map(item -> Attachment.of(subject, item))
                .filter(one -> !one.over(clock.instant()))
                .map(Outcome::done)
                .orElseGet(() -> Outcome.refused(new Refusal.NothingThere()));
    }

    /** An attachment, and how its owner calls it. */
    record Named(Attachment attachment, String name) {}

    /**
     * The same, and where it is read.
     *
     * @param link empty unless it is clean
     */
    record Linked(Named named, Optional<FileLinks.Link> link) {}
}
