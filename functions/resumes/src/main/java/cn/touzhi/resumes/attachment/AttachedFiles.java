package cn.touzhi.resumes.attachment;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.crypto.DataKey;
import cn.touzhi.kernel.dynamo.BatchReads;
import cn.touzhi.kernel.http.Problem;
import cn.touzhi.resumes.ResumesTable;
import cn.touzhi.resumes.resume.Sealing;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * The attachments that a resume names. A name is worth something with its owner's id only, so that whoever names another's
 * attachment names nothing; what was taken away meanwhile isn't there, whatever was frozen.
 */
public final class AttachedFiles {
    private final DynamoDbClient dynamo;
    private final String table;
    private final FileLinks links;
    private final Clock clock;

    public AttachedFiles(DynamoDbClient dynamo, String table, FileLinks links, Clock clock) {
        this.dynamo = dynamo;
        this.table = table;
        this.links = links;
        this.clock = clock;
    }

    /**
     * Where in a resume stand names of attachments that aren't clean ones of {@code subject}. A photo stands in its own place
     * alone: it has a consent of its own.
     */
    public List<Problem.Fault> notClean(SubjectId subject, Sealing.Opened resume) {
        List<String> ids = namedIn(resume);
        List<Optional<Attachment>> found = clean(subject, ids);
        int files = resume.fields().attachments().size();
        List<Problem.Fault> faults = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            boolean photo = i == files;
            if (found.get(i).filter(one -> one.photo() == photo).isEmpty()) {
                faults.add(
                        photo
                                ? new Problem.Fault("/sensitive/photo", "must be a photo that was checked")
                                : new Problem.Fault(
                                        "/fields/attachments/" + i, "must be an attachment that was checked"));
            }
        }
        return faults;
    }

    /** Lets a transaction fail where one of them isn't clean any more. */
    public List<TransactWriteItem> checks(SubjectId subject, Sealing.Opened resume) {
        return namedIn(resume).stream()
                .distinct()
                .map(id -> Attachment.checkClean(table, subject, id))
                .toList();
    }

    /** Those of them that are there. */
    public List<Attached> of(SubjectId subject, DataKey key, List<String> ids) {
        return clean(subject, ids).stream()
                .flatMap(Optional::stream)
                .map(one ->
                        new Attached(one.id(), one.nameBy(key), one.kind().mediaType(), one.size(), one.thumbnail()))
                .toList();
    }

    /** Where one of them is read by somebody else; empty if it isn't there. */
    public Optional<FileLinks.Link> link(SubjectId subject, DataKey key, String id) {
        return clean(subject, List.of(id)).getFirst().flatMap(one -> links.to(one, one.nameBy(key), SignedAccess.LINK));
    }

    /** The photo behind the others. */
    private static List<String> namedIn(Sealing.Opened resume) {
        List<String> ids = new ArrayList<>(resume.fields().attachments());
        Optional.ofNullable(resume.sensitive().photo()).ifPresent(ids::add);
        return ids;
    }

    private List<Optional<Attachment>> clean(SubjectId subject, List<String> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        return BatchReads.read(
                        dynamo,
                        table,
                        ids.stream()
                                .map(id -> ResumesTable.attachmentKey(subject, id))
                                .toList())
                .stream()
                .map(item -> item.map(found -> Attachment.of(subject, found))
                        .filter(one -> one.cleanUpload().isPresent() && !one.over(clock.instant())))
                .toList();
    }

    /**
     * An attachment, for whoever sees the resume.
     *
     * @param size in bytes
     * @param thumbnail whether there is one
     */
    public record Attached(String id, String name, String mediaType, int size, boolean thumbnail) {}
}
