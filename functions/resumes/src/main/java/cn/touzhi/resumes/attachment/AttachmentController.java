package cn.touzhi.resumes.attachment;

import cn.touzhi.kernel.RandomText;
import cn.touzhi.kernel.attachment.FileKind;
import cn.touzhi.kernel.http.ConsentSequence;
import cn.touzhi.kernel.http.IdempotencyKey;
import cn.touzhi.kernel.http.Outcome;
import cn.touzhi.kernel.http.Principal;
import cn.touzhi.kernel.http.Problem;
import cn.touzhi.kernel.http.Refusal;
import cn.touzhi.kernel.http.Refusals;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Attachments over HTTP, for their owners. The files themselves go to the store and come from it. */
@Controller("/v1/attachments")
@Tag(name = "Attachments", description = "Files that somebody adds to their resumes")
class AttachmentController {
    private final NewAttachments newAttachments;
    private final OwnAttachments attachments;

    AttachmentController(NewAttachments newAttachments, OwnAttachments attachments) {
        this.newAttachments = newAttachments;
        this.attachments = attachments;
    }

    /**
     * Announces a file, and says how it is uploaded. What was uploaded is checked; then a resume may name it, and who gets
     * that resume may read it.
     */
    @Post
    @Parameter(
            name = "Consent-Sequence",
            in = ParameterIn.HEADER,
            description = "The sequence that the last change of consents answered",
            schema = @Schema(type = "string", example = "3"))
    @ApiResponse(
            responseCode = "201",
            description = "The attachment is there, now or before, and can be uploaded",
            content = @Content(schema = @Schema(implementation = AttachmentView.AttachmentAnnounced.class)))
    @Refusals({
        "401 session-ended",
        "403 consent-required",
        "404 no-such-thing",
        "409 consent-pending",
        "409 too-many-attachments",
        "422 idempotency-key-reused"
    })
    HttpResponse<?> announceAttachment(
            @Parameter(hidden = true) Principal principal,
            @Parameter(hidden = true) IdempotencyKey key,
            @Parameter(hidden = true) ConsentSequence told,
            @Body @Valid NewFile body) {
        return body.checked()
                .then(wanted -> newAttachments.announce(principal, wanted, told, key))
                .answer(announced ->
                        HttpResponse.status(HttpStatus.CREATED).body(AttachmentView.AttachmentAnnounced.of(announced)));
    }

    /** Lists the caller's attachments. */
    @Get
    @ApiResponse(
            responseCode = "200",
            description = "All of them, twenty at most",
            content = @Content(schema = @Schema(implementation = AttachmentView.AttachmentList.class)))
    @Refusals("401 session-ended")
    HttpResponse<?> ownAttachments(@Parameter(hidden = true) Principal principal) {
        return attachments
                .all(principal)
                .answer(all -> HttpResponse.ok(new AttachmentView.AttachmentList(
                        all.stream().map(AttachmentView::of).toList())));
    }

    /** One of the caller's attachments; once it is clean, with a link to the file that lives for a minute. */
    @Get("/{id}")
    @ApiResponse(
            responseCode = "200",
            description = "The attachment",
            content = @Content(schema = @Schema(implementation = AttachmentView.class)))
    @Refusals({"401 session-ended", "404 no-such-thing"})
    HttpResponse<?> ownAttachment(@Parameter(hidden = true) Principal principal, String id) {
        return known(id, one -> attachments.of(principal, one))
                .answer(linked -> HttpResponse.ok(AttachmentView.of(linked)));
    }

    /** Takes an attachment away, also from what was submitted. */
    @Delete("/{id}")
    @ApiResponse(responseCode = "204", description = "It is gone")
    @Refusals({"401 session-ended", "404 no-such-thing"})
    HttpResponse<?> deleteAttachment(@Parameter(hidden = true) Principal principal, String id) {
        return known(id, one -> attachments.delete(principal, one)).answer(gone -> HttpResponse.noContent());
    }

    private static <T> Outcome<T> known(String id, Function<String, Outcome<T>> work) {
        return RandomText.matches(id) ? work.apply(id) : Outcome.refused(new Refusal.NothingThere());
    }

    /**
     * A file that is to be uploaded.
     *
     * @param name whatever could deceive by its direction, or is a path, is none
     * @param sha256 of the file; another one is not taken
     * @param photo left out, it is none
     */
    @Serdeable
    record NewFile(
            @NotNull
            @Pattern(regexp = "[^\\p{C}\\p{Zl}\\p{Zp}/\\\\:*?\"<>|]{1,100}")
            @Schema(description = "It ends as names of its kind do", example = "简历.pdf")
            String name,

            @NotNull
            @Pattern(
                    regexp = "application/pdf|application/msword"
                            + "|application/vnd\\.openxmlformats-officedocument\\.wordprocessingml\\.document"
                            + "|image/png|image/jpeg")
            @Schema(example = "application/pdf")
            String mediaType,

            @NotNull @Min(1) @Max(FileKind.MOST_BYTES) @Schema(description = "In bytes", example = "48213")
            Integer size,

            @NotNull
            @Pattern(regexp = "[A-Za-z0-9+/]{43}=")
            @Schema(description = "In Base64", example = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")
            String sha256,

            @Nullable @Schema(description = "Whether it is a photo of its owner, which needs the consent resume-photo")
            Boolean photo) {
        Outcome<NewAttachments.Wanted> checked() {
            FileKind kind = FileKind.ofMediaType(mediaType).orElseThrow();
            boolean portrait = Boolean.TRUE.equals(photo);
            List<Problem.Fault> faults = new ArrayList<>();
            if (!kind.fits(name)) {
                faults.add(new Problem.Fault("/name", "must end with ." + String.join(" or .", kind.extensions())));
            }
            if (portrait && !kind.picture()) {
                faults.add(new Problem.Fault("/mediaType", "must be one of a picture"));
            }
            return faults.isEmpty()
                    ? Outcome.done(new NewAttachments.Wanted(name, kind, size, sha256, portrait))
                    : Outcome.refused(new Refusal.Unfit(faults));
        }
    }
}
