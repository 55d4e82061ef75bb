package cn.touzhi.resumes.attachment;

import cn.touzhi.kernel.attachment.ObjectKeys;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Where a clean attachment is read, for a short time. */
public final class FileLinks {
    private final SignedAccess access;
    private final Clock clock;

    public FileLinks(SignedAccess access, Clock clock) {
        this.access = access;
        this.clock = clock;
    }

    /** Empty unless it is clean. */
    Optional<Link> to(Attachment attachment, String name, Duration time) {
        return attachment
                .cleanUpload()
                .map(upload -> new Link(
                        access.link(ObjectKeys.file(attachment.id(), upload), name, time),
                        attachment.thumbnail()
                                ? Optional.of(access.link(
                                        ObjectKeys.thumbnail(attachment.id(), upload), "thumbnail.jpg", time))
                                : Optional.empty(),
                        clock.instant().plus(time).truncatedTo(ChronoUnit.SECONDS)));
    }

    /**
     * A link.
     *
     * @param file to the file
     * @param thumbnail to a small picture of it
     * @param expiresAt when both lead nowhere any more
     */
    public record Link(URI file, Optional<URI> thumbnail, Instant expiresAt) {}
}
