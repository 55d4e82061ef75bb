package cn.touzhi.resumes.resume;

import cn.touzhi.kernel.RandomText;
import cn.touzhi.kernel.employer.EmployerId;
import cn.touzhi.kernel.http.ConsentSequence;
import cn.touzhi.kernel.http.EntityVersion;
import cn.touzhi.kernel.http.IdempotencyKey;
import cn.touzhi.kernel.http.MergePatch;
import cn.touzhi.kernel.http.Outcome;
import cn.touzhi.kernel.http.Patching;
import cn.touzhi.kernel.http.Principal;
import cn.touzhi.kernel.http.Problems;
import cn.touzhi.kernel.http.Refusal;
import cn.touzhi.kernel.http.Refusals;
import cn.touzhi.resumes.disclosure.DisclosurePolicy;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Resumes over HTTP, for their owners. */
@Controller("/v1/resumes")
@Tag(name = "Resumes", description = "What somebody says of themselves to find work")
class ResumeController {
    private static final String PATCH = "{\"fields\":{\"city\":\"530100\"}}";

    private final NewResumes newResumes;
    private final OwnResumes resumes;
    private final FieldCodes codes;
    private final Patching patching;
    private final DisclosurePolicy policy;

    ResumeController(
            NewResumes newResumes, OwnResumes resumes, FieldCodes codes, Patching patching, DisclosurePolicy policy) {
        this.newResumes = newResumes;
        this.resumes = resumes;
        this.codes = codes;
        this.patching = patching;
        this.policy = policy;
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

    /** Lists the caller's resumes. What is sensitive in them is masked. */
    @Get
    @ApiResponse(
            responseCode = "200",
            description = "All of them, five at most",
            content = @Content(schema = @Schema(implementation = ResumeView.ResumeList.class)))
    @Refusals("401 session-ended")
    HttpResponse<?> ownResumes(@Parameter(hidden = true) Principal principal) {
        return resumes.all(principal)
                .answer(all -> HttpResponse.ok(new ResumeView.ResumeList(all.stream()
                        .map(own -> ResumeView.of(own, policy, Set.of()))
                        .toList())));
    }

    /** One of the caller's resumes. What is sensitive in it is masked, but for what is asked for by name. */
    @Get("/{id}")
    @Parameter(
            name = "reveal",
            in = ParameterIn.QUERY,
            description = "Which of what is `masked` is to be shown: its names, with commas between them",
            schema = @Schema(type = "string", example = "ethnic-group,body"))
    @ApiResponse(
            responseCode = "200",
            description = "The resume; its version is the tag",
            content = @Content(schema = @Schema(implementation = ResumeView.class)))
    @Refusals({"400 malformed-request", "401 session-ended", "404 no-such-thing"})
    HttpResponse<?> ownResume(@Parameter(hidden = true) Principal principal, HttpRequest<?> request, String id) {
        // the gateway joins what is said several times by commas, and Micronaut parts it there
        Set<String> revealed = Set.copyOf(request.getParameters().getAll("reveal"));
        return revealed.stream().allMatch(name -> SensitiveKind.of(name).isPresent())
                ? view(id, revealed, known -> resumes.of(principal, known))
                : Problems.malformed("The parameter reveal must name kinds of sensitive data")
                        .toResponse();
    }

    /**
     * Puts all that a resume says in the place of what it said. Fields that are left out are taken away; what is sensitive
     * and was said must not be left out, since it is masked where a resume is read: change the rest by a merge patch.
     */
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
        "409 sensitive-left-out",
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
                        .then(opened ->
                                resumes.change(principal, known, version.getAsInt(), new Replacement(opened), told)));
    }

    /**
     * Changes some of what a resume says, by a JSON Merge Patch (RFC 7396): members replace members, lists are replaced
     * whole, and null takes away. It applies to all that the resume says, also to what is masked where it is read; what it
     * doesn't speak of stays, and needs no consent for that.
     */
    @Patch("/{id}")
    @Consumes(MergePatch.MEDIA_TYPE)
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
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MergePatch.MEDIA_TYPE,
                            schema =
                                    @Schema(
                                            type = "object",
                                            description = "A merge patch of `Draft`",
                                            example = PATCH)))
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
    HttpResponse<?> patchResume(
            @Parameter(hidden = true) Principal principal,
            @Parameter(hidden = true) ConsentSequence told,
            HttpRequest<?> request,
            String id,
            @Parameter(hidden = true) @Body MergePatch body) {
        OptionalInt version = EntityVersion.in(request);
        return version.isEmpty()
                ? EntityVersion.needed().toResponse()
                : view(id, known -> ResumePatch.of(body, patching, codes)
                        .then(patch -> resumes.change(principal, known, version.getAsInt(), patch, told)));
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

    /** What changes a resume shows no more of it than what reads it. */
    private HttpResponse<?> view(String id, Function<String, Outcome<OwnResumes.OwnResume>> work) {
        return view(id, Set.of(), work);
    }

    private HttpResponse<?> view(
            String id, Set<String> revealed, Function<String, Outcome<OwnResumes.OwnResume>> work) {
        return known(id, work)
                .answer(own -> EntityVersion.tagged(
                        HttpResponse.ok(ResumeView.of(own, policy, revealed)),
                        own.resume().version()));
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
