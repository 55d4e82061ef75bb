package cn.touzhi.resumes.resume;

import cn.touzhi.kernel.RandomText;
import cn.touzhi.kernel.employer.EmployerId;
import cn.touzhi.kernel.http.ConsentSequence;
import cn.touzhi.kernel.http.EntityVersion;
import cn.touzhi.kernel.http.IdempotencyKey;
import cn.touzhi.kernel.http.Outcome;
import cn.touzhi.kernel.http.Principal;
import cn.touzhi.kernel.http.Refusal;
import cn.touzhi.kernel.http.Refusals;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Resumes over HTTP, for their owners. */
@Controller("/v1/resumes")
@Tag(name = "Resumes", description = "What somebody says of themselves to find work")
class ResumeController {
    private final NewResumes newResumes;
    private final OwnResumes resumes;
    private final FieldCodes codes;

    ResumeController(NewResumes newResumes, OwnResumes resumes, FieldCodes codes) {
        this.newResumes = newResumes;
        this.resumes = resumes;
        this.codes = codes;
    }

    /** Begins a resume, which nobody but its owner sees. */
    @Post
    @Parameter(
            name = "Consent-Sequence",
            in = ParameterIn.HEADER,
            description = "The sequence that the last change of consents answered",
            schema = @Schema(type = "string", example = "3"))
    @ApiResponse(
            responseCode = "201",
            description = "The resume is there, now or before",
            content = @Content(schema = @Schema(implementation = ResumeView.ResumeBegun.class)))
    @Refusals({
        "401 session-ended",
        "403 consent-required",
        "409 consent-pending",
        "409 too-many-resumes",
        "422 idempotency-key-reused"
    })
    HttpResponse<?> beginResume(
            @Parameter(hidden = true) Principal principal,
            @Parameter(hidden = true) IdempotencyKey key,
            @Parameter(hidden = true) ConsentSequence told,
            @Body @Valid Draft body) {
        return body.checkedBy(codes)
                .then(opened -> newResumes.begin(principal, opened, told, key))
                .answer(id -> HttpResponse.status(HttpStatus.CREATED).body(new ResumeView.ResumeBegun(id)));
    }

    /** Lists the caller's resumes. */
    @Get
    @ApiResponse(
            responseCode = "200",
            description = "All of them, five at most",
            content = @Content(schema = @Schema(implementation = ResumeView.ResumeList.class)))
    @Refusals("401 session-ended")
    HttpResponse<?> ownResumes(@Parameter(hidden = true) Principal principal) {
        return resumes.all(principal)
                .answer(all -> HttpResponse.ok(new ResumeView.ResumeList(
                        all.stream().map(ResumeView::of).toList())));
    }

    /** One of the caller's resumes. */
    @Get("/{id}")
    @ApiResponse(
            responseCode = "200",
            description = "The resume; its version is the tag",
            content = @Content(schema = @Schema(implementation = ResumeView.class)))
    @Refusals({"401 session-ended", "404 no-such-thing"})
    HttpResponse<?> ownResume(@Parameter(hidden = true) Principal principal, String id) {
        return view(id, known -> resumes.of(principal, known));
    }

    /** Puts all that a resume says in the place of what it said. */
    @Put("/{id}")
    @Parameter(
            name = "If-Match",
            in = ParameterIn.HEADER,
            required = true,
            description = "Tag of the version that was read",
            schema = @Schema(type = "string", example = "\"1\""))
    @Parameter(
            name = "Consent-Sequence",
            in = ParameterIn.HEADER,
            description = "The sequence that the last change of consents answered",
            schema = @Schema(type = "string", example = "3"))
    @ApiResponse(
            responseCode = "200",
            description = "The resume as it is now",
            content = @Content(schema = @Schema(implementation = ResumeView.class)))
    @Refusals({
        "401 session-ended",
        "403 consent-required",
        "404 no-such-thing",
        "409 consent-pending",
        "409 contact-in-public-text",
        "409 resume-incomplete",
        "412 version-changed",
        "428 version-needed"
    })
    HttpResponse<?> changeResume(
            @Parameter(hidden = true) Principal principal,
            @Parameter(hidden = true) ConsentSequence told,
            HttpRequest<?> request,
            String id,
            @Body @Valid Draft body) {
        OptionalInt version = EntityVersion.in(request);
        return version.isEmpty()
                ? EntityVersion.needed().toResponse()
                : view(id, known -> body.checkedBy(codes)
                        .then(opened -> resumes.change(principal, known, version.getAsInt(), opened, told)));
    }

    /**
     * Says whom a resume is for. In a public one, verified employers find what somebody does and is able to, and nothing by
     * which they are known.
     */
    @Put("/{id}/visibility")
    @Parameter(
            name = "If-Match",
            in = ParameterIn.HEADER,
            required = true,
            description = "Tag of the version that was read",
            schema = @Schema(type = "string", example = "\"1\""))
    @ApiResponse(
            responseCode = "200",
            description = "The resume as it is now",
            content = @Content(schema = @Schema(implementation = ResumeView.class)))
    @Refusals({
        "401 session-ended",
        "404 no-such-thing",
        "409 contact-in-public-text",
        "409 resume-incomplete",
        "412 version-changed",
        "428 version-needed"
    })
    HttpResponse<?> showResume(
            @Parameter(hidden = true) Principal principal,
            HttpRequest<?> request,
            String id,
            @Body @Valid Audience body) {
        OptionalInt version = EntityVersion.in(request);
        return version.isEmpty()
                ? EntityVersion.needed().toResponse()
                : view(
                        id,
                        known -> resumes.show(
                                principal,
                                known,
                                version.getAsInt(),
                                Visibility.of(body.visibility()),
                                body.hiddenFrom().stream().map(EmployerId::new).collect(Collectors.toSet())));
    }

    /** Makes a resume the one that is meant where none is named. */
    @Put("/{id}/preference")
    @ApiResponse(
            responseCode = "200",
            description = "The resume as it is now",
            content = @Content(schema = @Schema(implementation = ResumeView.class)))
    @Refusals({"401 session-ended", "404 no-such-thing"})
    HttpResponse<?> preferResume(@Parameter(hidden = true) Principal principal, String id) {
        return view(id, known -> resumes.prefer(principal, known));
    }

    /** Takes a resume away. What was submitted of it stays with the submission until that ends. */
    @Delete("/{id}")
    @ApiResponse(responseCode = "204", description = "It is gone")
    @Refusals({"401 session-ended", "404 no-such-thing"})
    HttpResponse<?> deleteResume(@Parameter(hidden = true) Principal principal, String id) {
        return known(id, one -> resumes.delete(principal, one)).answer(gone -> HttpResponse.noContent());
    }

    private static HttpResponse<?> view(String id, Function<String, Outcome<OwnResumes.OwnResume>> work) {
        return known(id, work)
                .answer(own -> EntityVersion.tagged(
                        HttpResponse.ok(ResumeView.of(own)), own.resume().version()));
    }

    private static <T> Outcome<T> known(String id, Function<String, Outcome<T>> work) {
        return RandomText.matches(id) ? work.apply(id) : Outcome.refused(new Refusal.NothingThere());
    }

    /**
     * Whom a resume is for.
     *
     * @param hiddenFrom employers that must not have it, whatever else
     */
    @Serdeable
    record Audience(
            @NotNull @Pattern(regexp = "confidential|public") @Schema(example = "confidential")
            String visibility,

            @NotNull @Size(max = 50) List<@Pattern(regexp = "[A-Za-z0-9_-]{22}") String> hiddenFrom) {}
}
