package cn.touzhi.resumes.version;

import cn.touzhi.kernel.http.Principal;
import cn.touzhi.kernel.http.Refusals;
import cn.touzhi.resumes.attachment.AttachedFiles;
import cn.touzhi.resumes.resume.ResumeFields;
import cn.touzhi.resumes.resume.Sensitive;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/** What employers see of the resumes that were submitted to them, over HTTP. */
@Controller("/v1")
@Tag(name = "Resume views", description = "What employers see of what was submitted to them")
class ViewController {
    private final Views views;

    ViewController(Views views) {
        this.views = views;
    }

    /** Shows what a grant opens. The grant stands in the body, so that no log of addresses has it. */
    @Post("/resume-views")
    @ApiResponse(
            responseCode = "200",
            description = "What its bearer may see",
            content = @Content(schema = @Schema(implementation = ResumeSeen.class)))
    @Refusals({"401 session-ended", "403 no-grant"})
    HttpResponse<?> viewResume(@Parameter(hidden = true) Principal principal, @Body @Valid View body) {
        return views.view(principal, body.grant()).answer(seen -> HttpResponse.ok(ResumeSeen.of(seen)));
    }

    /**
     * Says where a file is read that goes with what a grant opens. The link lives five seconds, so that none outlives a
     * withdrawal: it is to be followed at once.
     */
    @Post("/attachment-views")
    @ApiResponse(
            responseCode = "200",
            description = "Where its bearer may read it",
            content = @Content(schema = @Schema(implementation = FileSeen.class)))
    @Refusals({"401 session-ended", "403 no-grant", "404 no-such-thing"})
    HttpResponse<?> viewAttachment(@Parameter(hidden = true) Principal principal, @Body @Valid FileView body) {
        return views.file(principal, body.grant(), body.attachment())
                .answer(link -> HttpResponse.ok(
                        new FileSeen(link.file(), link.thumbnail().orElse(null), link.expiresAt())));
    }

    /**
     * What to look at.
     *
     * @param grant that applications made
     */
    @Serdeable
    record View(
            @NotNull @Size(max = 4100) @Pattern(regexp = "[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+")
            String grant) {}

    /**
     * What is seen.
     *
     * @param age in years
     */
    @Serdeable
    record ResumeSeen(
            @Schema(description = "Names the version") String version,

            @Schema(description = "SHA-256 of what was stored of it when it was frozen")
            String hash,

            ResumeFields fields,
            @Nullable Integer age,
            Sensitive sensitive,
            List<AttachedFile> files) {
        static ResumeSeen of(Views.Seen seen) {
            return new ResumeSeen(
                    seen.version().id(),
                    seen.version().hash(),
                    seen.disclosed().fields(),
                    seen.disclosed().age(),
                    seen.disclosed().sensitive(),
                    seen.files().stream().map(AttachedFile::of).toList());
        }
    }

    /**
     * A file that goes with it.
     *
     * @param thumbnail whether there is a small picture of it
     */
    @Serdeable
    record AttachedFile(
            @Schema(description = "Names the attachment") String id,

            String name,
            String mediaType,
            @Schema(description = "In bytes") int size,
            boolean thumbnail) {
        static AttachedFile of(AttachedFiles.Attached file) {
            return new AttachedFile(file.id(), file.name(), file.mediaType(), file.size(), file.thumbnail());
        }
    }

    /**
     * Which file to look at.
     *
     * @param grant that applications made
     */
    @Serdeable
    record FileView(
            @NotNull @Size(max = 4100) @Pattern(regexp = "[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+")
            String grant,

            @NotNull @Pattern(regexp = "[A-Za-z0-9_-]{22}") @Schema(description = "Names the attachment")
            String attachment) {}

    /** Where it is read. */
    @Serdeable
    record FileSeen(URI file, @Nullable URI thumbnail, Instant expiresAt) {}
}
