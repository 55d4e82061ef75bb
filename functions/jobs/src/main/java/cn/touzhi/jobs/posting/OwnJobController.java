package cn.touzhi.jobs.posting;

import cn.touzhi.kernel.employer.EmployerId;
import cn.touzhi.kernel.employer.PostingId;
import cn.touzhi.kernel.http.EntityVersion;
import cn.touzhi.kernel.http.IdempotencyKey;
import cn.touzhi.kernel.http.Outcome;
import cn.touzhi.kernel.http.Page;
import cn.touzhi.kernel.http.Principal;
import cn.touzhi.kernel.http.QueryParameter;
import cn.touzhi.kernel.http.Refusal;
import cn.touzhi.kernel.http.Refusals;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;

/** The postings of an employer over HTTP, as its members write them. */
@Controller("/v1/employers/{id}/jobs")
@Tag(name = "Employers' jobs", description = "What an employer posts, as its members write it")
class OwnJobController {
    private final NewPostings newPostings;
    private final Postings postings;
    private final OwnPostings own;

    OwnJobController(NewPostings newPostings, Postings postings, OwnPostings own) {
        this.newPostings = newPostings;
        this.postings = postings;
        this.own = own;
    }

    /** Writes a posting, which is a draft until it is opened. */
    @Post
    @ApiResponse(
            responseCode = "201",
            description = "The posting is a draft, now or before",
            content = @Content(schema = @Schema(implementation = JobAnswer.JobCreated.class)))
    @Refusals({
        "401 session-ended",
        "403 role-too-low",
        "404 no-such-thing",
        "422 discriminatory-wording",
        "422 idempotency-key-reused"
    })
    HttpResponse<?> createJob(
            @Parameter(hidden = true) Principal principal,
            @Parameter(hidden = true) IdempotencyKey key,
            String id,
            @Body @Valid JobBody body) {
        Outcome<PostingId> outcome = EmployerId.parse(id)
                .map(employer -> body.with(fields -> newPostings.create(principal, employer, fields, key)))
                .orElseGet(() -> Outcome.refused(new Refusal.NothingThere()));
        return outcome.answer(
                posting -> HttpResponse.status(HttpStatus.CREATED).body(new JobAnswer.JobCreated(posting.value())));
    }

    /** Lists the employer's postings, whatever their state. */
    @Get
    @Parameter(
            name = "cursor",
            in = ParameterIn.QUERY,
            description = "Cursor of the page before",
            schema = @Schema(type = "string"))
    @ApiResponse(
            responseCode = "200",
            description = "A page of them, 20 at most",
            content = @Content(schema = @Schema(implementation = JobAnswer.OwnJobs.class)))
    @Refusals({"400 malformed-request", "401 session-ended", "404 no-such-thing"})
    HttpResponse<?> ownJobs(@Parameter(hidden = true) Principal principal, HttpRequest<?> request, String id) {
        Optional<String> cursor = QueryParameter.of(request, "cursor");
        Outcome<Page<Posting>> outcome = EmployerId.parse(id)
                .map(employer -> own.list(principal, employer, cursor))
                .orElseGet(() -> Outcome.refused(new Refusal.NothingThere()));
        return outcome.answer(page -> HttpResponse.ok(JobAnswer.OwnJobs.of(page)));
    }

    /** A posting as the members see it, and staff. */
    @Get("/{job}")
    @ApiResponse(
            responseCode = "200",
            description = "The posting; its version is the tag",
            content = @Content(schema = @Schema(implementation = JobAnswer.OwnJob.class)))
    @Refusals({"401 session-ended", "404 no-such-thing"})
    HttpResponse<?> ownJob(@Parameter(hidden = true) Principal principal, String id, String job) {
        return answer(id, job, (employer, posting) -> postings.of(principal, employer, posting));
    }

    /** Puts another text in the place of a posting's. It stays where it is: one that is open changes for everybody. */
    @Put("/{job}")
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
        "409 move-not-allowed",
        "412 version-changed",
        "422 discriminatory-wording",
        "428 version-needed"
    })
    HttpResponse<?> changeJob(
            @Parameter(hidden = true) Principal principal,
            HttpRequest<?> request,
            String id,
            String job,
            @Body @Valid JobBody body) {
        OptionalInt version = EntityVersion.in(request);
        return version.isEmpty()
                ? EntityVersion.needed().toResponse()
                : answer(
                        id,
                        job,
                        (employer, posting) -> body.with(
                                fields -> postings.change(principal, employer, posting, version.getAsInt(), fields)));
    }

    static HttpResponse<?> answer(String id, String job, BiFunction<EmployerId, PostingId, Outcome<Posting>> wanted) {
        Outcome<Posting> outcome = EmployerId.parse(id)
                .flatMap(employer -> PostingId.parse(job).map(posting -> wanted.apply(employer, posting)))
                .orElseGet(() -> Outcome.refused(new Refusal.NothingThere()));
        return outcome.answer(
                posting -> EntityVersion.tagged(HttpResponse.ok(JobAnswer.OwnJob.of(posting)), posting.version()));
    }
}
