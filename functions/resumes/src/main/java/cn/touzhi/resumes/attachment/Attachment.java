package cn.touzhi.resumes.attachment;

import static cn.touzhi.kernel.dynamo.Attributes.bytes;
import static cn.touzhi.kernel.dynamo.Attributes.bytesOf;
import static cn.touzhi.kernel.dynamo.Attributes.flagOf;
import static cn.touzhi.kernel.dynamo.Attributes.instantOf;
import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.numberOf;
import static cn.touzhi.kernel.dynamo.Attributes.optionalInstant;
import static cn.touzhi.kernel.dynamo.Attributes.optionalText;
import static cn.touzhi.kernel.dynamo.Attributes.seconds;
import static cn.touzhi.kernel.dynamo.Attributes.text;
import static cn.touzhi.kernel.dynamo.Attributes.textOf;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.attachment.FileKind;
import cn.touzhi.kernel.crypto.DataKey;
import cn.touzhi.kernel.data.Category;
import cn.touzhi.kernel.data.Keeping;
import cn.touzhi.kernel.data.NotPersonal;
import cn.touzhi.kernel.data.PersonalData;
import cn.touzhi.kernel.data.Purpose;
import cn.touzhi.kernel.data.Stored;
import cn.touzhi.kernel.dynamo.Change;
import cn.touzhi.resumes.ResumesTable;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * A file that somebody adds to their resumes. The file itself lies in AttachmentsBucket; see
 * {@link cn.touzhi.kernel.attachment.ObjectKeys}.
 *
 * @param subject whose
 * @param id names it, sixteen random bytes as text
 * @param name of the file as its owner calls it
 * @param kind what it is
 * @param size in bytes: as it was announced, and once it is clean, as it is stored
 * @param createdAt when it was announced
 * @param state how far it has come
 * @param reason why it was refused, in a word
 * @param upload which upload is the one, once it is clean
 * @param thumbnail whether there is one
 * @param photo whether it is a photo of them, which has a consent of its own
 * @param expiresAt when it goes, unless it is clean: a day after it was announced, a week after it was refused
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
@Stored(
        table = ResumesTable.NAME,
        key = "RESUMES#{subject} / ATTACHMENT#{id}",
        pathFromSubject = "Query of RESUMES#{subject}")
public record Attachment(
        @PersonalData(
                category = Category.PSEUDONYM,
                purpose = Purpose.RECRUITMENT,
                keeping = Keeping.ACCOUNT,
                clause = "2.1.2")
        SubjectId subject,

        @NotPersonal("names an attachment") String id,

        @PersonalData(
                category = Category.CAREER,
                purpose = Purpose.RECRUITMENT,
                keeping = Keeping.ACCOUNT,
                clause = "2.1.2",
                sealed = true)
        byte[] name,

        @NotPersonal("a kind of file") FileKind kind,
        @NotPersonal("a size") int size,

        @PersonalData(
                category = Category.ACTIVITY,
                purpose = Purpose.RECRUITMENT,
                keeping = Keeping.ACCOUNT,
                clause = "2.1.2")
        Instant createdAt,

        @NotPersonal("a state") AttachmentState state,
        @NotPersonal("a word of ours") Optional<String> reason,
        @NotPersonal("names an upload") Optional<String> upload,
        @NotPersonal("a fact about a file") boolean thumbnail,

        @PersonalData(
                category = Category.ACTIVITY,
                purpose = Purpose.RECRUITMENT,
                keeping = Keeping.ACCOUNT,
                clause = "2.1.2")
        boolean photo,

        @NotPersonal("when it goes") Optional<Instant> expiresAt) {
    static final String NAME = "name";
    private static final String STATE = "state";
    private static final String KIND = "kind";
    private static final String SIZE = "size";
    private static final String CREATED_AT = "createdAt";
    private static final String REASON = "reason";
    private static final String UPLOAD = "upload";
    private static final String THUMBNAIL = "thumbnail";
    private static final String PHOTO = "photo";

    /** Why a photo is refused whose owner withdrew the consent to it. */
    private static final String WITHDRAWN = "consent-withdrawn";

    /** One that is announced. */
    static Attachment announced(
            SubjectId subject, String id, byte[] name, FileKind kind, int size, boolean photo, Instant now) {
        return new Attachment(
                subject,
                id,
                name,
                kind,
                size,
                now,
                AttachmentState.PENDING,
                Optional.empty(),
                Optional.empty(),
                false,
                photo,
                Optional.of(now.plus(Keeping.NOTICE.limit().orElseThrow())));
    }

    /** Found to be harmless. */
    public Attachment clean(String found, int stored, boolean withThumbnail) {
        return new Attachment(
                subject,
                id,
                name,
                kind,
                stored,
                createdAt,
                AttachmentState.CLEAN,
                Optional.empty(),
                Optional.of(found),
                withThumbnail,
                photo,
                Optional.empty());
    }

    /** Found to be something else; whoever announced it can read for a week why. */
    public Attachment refused(String why, Instant now) {
        return new Attachment(
                subject,
                id,
                name,
                kind,
                size,
                createdAt,
                AttachmentState.REFUSED,
                Optional.of(why),
                Optional.empty(),
                false,
                photo,
                Optional.of(now.plus(Keeping.EVENT.limit().orElseThrow())));
    }

    /** Whether nothing was found out about it yet. */
    public boolean pending() {
        return state == AttachmentState.PENDING;
    }

    /** The upload by which it is clean; empty if it isn't. */
    public Optional<String> cleanUpload() {
        return state == AttachmentState.CLEAN ? upload : Optional.empty();
    }

    /** Whether it is over, though it lies there still. */
    boolean over(Instant now) {
        return expiresAt.filter(end -> !end.isAfter(now)).isPresent();
    }

    /** The file's name. */
    String nameBy(DataKey key) {
        return key.openText(name, id, NAME);
    }

    Map<String, AttributeValue> toItem() {
        Map<String, AttributeValue> item = new HashMap<>(ResumesTable.attachmentKey(subject, id));
        item.put(NAME, bytes(name));
        item.put(KIND, text(kind.mediaType()));
        item.put(SIZE, number(size));
        item.put(CREATED_AT, seconds(createdAt));
        item.put(STATE, text(state.text()));
        reason.ifPresent(why -> item.put(REASON, text(why)));
        upload.ifPresent(one -> item.put(UPLOAD, text(one)));
        if (thumbnail) {
            item.put(THUMBNAIL, AttributeValue.fromBool(true));
        }
        if (photo) {
            item.put(PHOTO, AttributeValue.fromBool(true));
        }
        expiresAt.ifPresent(end -> item.put(ResumesTable.EXPIRES_AT, seconds(end)));
        return item;
    }

    /** Puts it in the place of {@code before}, if that is still there as it was. */
    public TransactWriteItem putAfter(Attachment before, String table) {
        return unchanged(before, table).put(toItem());
    }

    /** Takes it away, if it is still as it is here: its files are known then. */
    public TransactWriteItem delete(String table) {
        return unchanged(this, table).delete(ResumesTable.attachmentKey(subject, id));
    }

    /** Sees to it that it is clean, so that nobody submits what isn't. */
    public static TransactWriteItem checkClean(String table, SubjectId subject, String id) {
        return Change.when(table, "#state = :clean")
                .with(":clean", text(AttachmentState.CLEAN.text()))
                .check(ResumesTable.attachmentKey(subject, id));
    }

    /** A photo whose owner withdrew the consent to it: nobody reads it from now on, though its files lie there still. */
    public static TransactWriteItem withdraw(String table, SubjectId subject, String id, Instant now) {
        return Change.when(table, "#photo = :photo")
                .with(":photo", AttributeValue.fromBool(true))
                .with(":refused", text(AttachmentState.REFUSED.text()))
                .with(":withdrawn", text(WITHDRAWN))
                .with(":end", seconds(now.plus(Keeping.EVENT.limit().orElseThrow())))
                .update(
                        ResumesTable.attachmentKey(subject, id),
                        "SET #state = :refused, #reason = :withdrawn, #expiresAt = :end");
    }

    /** Takes away what was withdrawn, once its files are gone. */
    public static TransactWriteItem deleteWithdrawn(String table, SubjectId subject, String id) {
        return Change.when(table, "#reason = :withdrawn")
                .with(":withdrawn", text(WITHDRAWN))
                .delete(ResumesTable.attachmentKey(subject, id));
    }

    /** Whether an item with {@code photo} and {@code reason} is a photo that was withdrawn. */
    public static boolean isWithdrawn(Map<String, AttributeValue> item) {
        return isPhoto(item)
                && optionalText(item, REASON).filter(WITHDRAWN::equals).isPresent();
    }

    /** Whether an item with {@code photo} is a photo. */
    public static boolean isPhoto(Map<String, AttributeValue> item) {
        return flagOf(item, PHOTO);
    }

    private static Change unchanged(Attachment before, String table) {
        return Change.when(table, "#state = :before").with(":before", text(before.state.text()));
    }

    /** Reads the item. */
    public static Attachment of(SubjectId subject, Map<String, AttributeValue> item) {
        return new Attachment(
                subject,
                textOf(item, ResumesTable.SK)
                        .substring(ResumesTable.attachmentPrefix().length()),
                bytesOf(item, NAME),
                FileKind.ofMediaType(textOf(item, KIND)).orElseThrow(),
                numberOf(item, SIZE),
                instantOf(item, CREATED_AT),
                AttachmentState.of(textOf(item, STATE)),
                optionalText(item, REASON),
                optionalText(item, UPLOAD),
                flagOf(item, THUMBNAIL),
                flagOf(item, PHOTO),
                optionalInstant(item, ResumesTable.EXPIRES_AT));
    }
}
