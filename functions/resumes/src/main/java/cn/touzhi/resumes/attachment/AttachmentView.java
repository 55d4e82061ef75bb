package cn.touzhi.resumes.attachment;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An attachment, for its owner.
 *
 * @param reason why it was refused
 * @param file where it is read, once it is clean
 * @param thumbnail where a small picture of it is read
 * @param linkedUntil when these lead nowhere any more
 */
@Serdeable
record AttachmentView(
        @Schema(description = "Names the attachment") String id,

        @Schema(description = "Of the file") String name,

        String mediaType,
        @Schema(description = "In bytes") int size,

        @Schema(description = "`pending` until it is checked, then `clean` or `refused`")
        String state,

        @Nullable
        @Schema(
                description =
                        "`empty`, `too-large`, `type-mismatch`, `executable`, `macros`, `active-content`, `encrypted`,"
                                + " `archive-bomb`, `picture-too-large`, `malformed`, `malware`, `not-scanned` or `consent-withdrawn`")
        String reason,

        @Schema(description = "Whether it is a photo of its owner")
        boolean photo,

        Instant createdAt,
        @Nullable URI file,
        @Nullable URI thumbnail,
        @Nullable Instant linkedUntil) {
    static AttachmentView of(OwnAttachments.Named named) {
        return of(named, Optional.empty());
    }

    static AttachmentView of(OwnAttachments.Linked linked) {
        return of(linked.named(), linked.link());
    }

    private static AttachmentView of(OwnAttachments.Named named, Optional<FileLinks.Link> link) {
        Attachment attachment = named.attachment();
        return new AttachmentView(
                attachment.id(),
                named.name(),
                attachment.kind().mediaType(),
                attachment.size(),
                attachment.state().text(),
                attachment.reason().orElse(null),
                attachment.photo(),
                attachment.createdAt(),
                link.map(FileLinks.Link::file).orElse(null),
                link.flatMap(FileLinks.Link::thumbnail).orElse(null),
                link.map(FileLinks.Link::expiresAt).orElse(null));
    }

    /** All attachments of somebody, twenty at most. */
    @Serdeable
    record AttachmentList(List<AttachmentView> attachments) {}

    /**
     * An attachment that was announced, and both ways to upload it.
     *
     * @param expiresAt until when an upload may begin
     */
    @Serdeable
    record AttachmentAnnounced(
            @Schema(description = "Names the attachment") String id, Form form, Put put, Instant expiresAt) {

        static AttachmentAnnounced of(NewAttachments.Announced announced) {
            Upload upload = announced.upload();
            return new AttachmentAnnounced(
                    announced.id(),
                    new Form(upload.form(), upload.fields()),
                    new Put(upload.put(), upload.headers()),
                    upload.expiresAt());
        }
    }

    /** As `multipart/form-data`: these fields, and behind them the file as `file`. */
    @Serdeable
    @Schema(name = "UploadForm")
    record Form(URI url, Map<String, String> fields) {}

    /** By `PUT`, with these headers. */
    @Serdeable
    @Schema(name = "UploadPut")
    record Put(URI url, Map<String, String> headers) {}
}
