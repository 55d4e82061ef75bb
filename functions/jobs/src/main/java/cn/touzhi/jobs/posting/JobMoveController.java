package cn.touzhi.jobs.posting;

import cn.touzhi.jobs.wording.LegalBasis;
import cn.touzhi.kernel.http.EntityVersion;
import cn.touzhi.kernel.http.Principal;
import cn.touzhi.kernel.http.Refusals;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
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
import java.util.OptionalInt;

/** Where postings stand and what they stand on, over HTTP. */
@Controller("/v1/employers/{id}/jobs/{job}")
@Tag(name = "Employers' jobs", description = "What an employer posts, as its members write it")
class JobMoveController {
    private final Postings postings;
    private final PostingReviews reviews;

    JobMoveController(Postings postings, PostingReviews reviews) {
        this.postings = postings;
        this.reviews = reviews;
    }

    /** Opens, pauses or closes a posting. Only a verified employer opens one; what is closed stays so. */
    @Put("/state")
    @Parameter(
            name = "If-Match",
            in = ParameterIn.HEADER,
            required = true,
            description = "Tag of the version that was read",
            schema = @Schema(type = "string", example = "\"1\""))
    @ApiResponse(
            responseCode = "200",
            description = "The posting as it is now",
            content = @Content(schema = @Schema(implementation = JobAnswer.OwnJob.class)))
    @Refusals({
        "401 session-ended",
        "403 role-too-low",
        "404 no-such-thing",
        "409 employer-not-verified",
        "409 move-not-allowed",
        "409 validity-over",
        "412 version-changed",
        "422 discriminatory-wording",
        "428 version-needed"
    })
    HttpResponse<?> moveJob(
            @Parameter(hidden = true) Principal principal,
            HttpRequest<?> request,
            String id,
            String job,
            @Body @Valid JobMove body) {
        OptionalInt version = EntityVersion.in(request);
        PostingState state = PostingState.of(body.state()).orElseThrow();
        return version.isEmpty()
                ? EntityVersion.needed().toResponse()
                : OwnJobController.answer(
                        id,
                        job,
                        (employer, posting) -> postings.move(principal, employer, posting, version.getAsInt(), state));
    }

    /**
     * Staff's word that a rule of the state lets a posting say what none may else, or that none does. What stands open
     * on nothing then is closed.
     */
    @Put("/legal-basis")
    @ApiResponse(
            responseCode = "200",
            description = "The posting as it is now",
            content = @Content(schema = @Schema(implementation = JobAnswer.OwnJob.class)))
    @Refusals({"401 session-ended", "403 staff-only", "404 no-such-thing"})
    HttpResponse<?> baseJob(
            @Parameter(hidden = true) Principal principal, String id, String job, @Body @Valid JobBasis body) {
        return OwnJobController.answer(
                id,
                job,
                (employer, posting) -> reviews.base(principal, employer, posting, LegalBasis.of(body.legalBasis())));
    }

    /** Where a posting is to go. */
    @Serdeable
    record JobMove(
            @NotNull @Pattern(regexp = "open|paused|closed") @Schema(example = "open")
            String state) {}

    /** What a posting is to stand on. */
    @Serdeable
    record JobBasis(
            @NotNull
            @Pattern(regexp = "none|work-unsuitable-for-women|public-service-recruitment")
            @Schema(example = "public-service-recruitment")
            String legalBasis) {}
}
