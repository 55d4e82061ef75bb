package cn.touzhi.applications.application;

import cn.touzhi.kernel.RandomText;
import cn.touzhi.kernel.employer.EmployerId;
import cn.touzhi.kernel.employer.PostingId;
import cn.touzhi.kernel.http.Outcome;
import cn.touzhi.kernel.http.Principal;
import cn.touzhi.kernel.http.QueryParameter;
import cn.touzhi.kernel.http.Refusal;
import cn.touzhi.kernel.http.Refusals;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
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
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;

/** Applications over HTTP, for the members of the employer whom they are to. */
@Controller("/v1/employers/{id}/applications")
@Tag(name = "Applications", description = "Resumes submitted to postings, and what becomes of them")
class EmployerController {
    /** Where no application is named. */
    private static final String NONE = "A".repeat(22);

    private final ReceivedApplications applications;
    private final Clock clock;

    EmployerController(ReceivedApplications applications, Clock clock) {
        this.applications = applications;
        this.clock = clock;
    }

    /** Lists the applications to an employer, the latest first; those to one of its postings where that is named. */
    @Get
    @Parameter(
            name = "job",
            in = ParameterIn.QUERY,
            description = "Names one of the employer's postings",
            schema = @Schema(type = "string"))
    @Parameter(
            name = "cursor",
            in = ParameterIn.QUERY,
            description = "Cursor of the page before",
            schema = @Schema(type = "string"))
    @ApiResponse(
            responseCode = "200",
            description = "A page of them, 20 at most",
            content = @Content(schema = @Schema(implementation = ApplicationView.ApplicationList.class)))
    @Refusals({"400 malformed-request", "401 session-ended", "404 no-such-thing"})
    HttpResponse<?> receivedApplications(
            @Parameter(hidden = true) Principal principal, HttpRequest<?> request, String id) {
        Optional<String> cursor = QueryParameter.of(request, "cursor");
        Optional<String> job = QueryParameter.of(request, "job");
        Optional<PostingId> posting = job.flatMap(PostingId::parse);
        if (job.isPresent() && posting.isEmpty()) {
            return new Refusal.NothingThere().problem().toResponse();
        }
        return known(id, NONE, (employer, none) -> applications.list(principal, employer, posting, cursor))
                .answer(page -> HttpResponse.ok(ApplicationView.ApplicationList.of(page)));
    }

    /** One of them, with all its steps. */
    @Get("/{application}")
    @ApiResponse(
            responseCode = "200",
            description = "How it stands",
            content = @Content(schema = @Schema(implementation = ApplicationView.Followed.class)))
    @Refusals({"401 session-ended", "404 no-such-thing"})
    HttpResponse<?> receivedApplication(@Parameter(hidden = true) Principal principal, String id, String application) {
        return known(id, application, (employer, one) -> applications.of(principal, employer, one))
                .answer(found -> HttpResponse.ok(ApplicationView.Followed.of(found, Optional.empty())));
    }

    /** Takes a step that is the employer's to take; taken again, it stays taken. */
    @Post("/{application}/moves")
    @ApiResponse(
            responseCode = "200",
            description = "The application as it stands now",
            content = @Content(schema = @Schema(implementation = ApplicationView.class)))
    @Refusals({
        "401 session-ended",
        "403 role-too-low",
        "404 no-such-thing",
        "409 application-changed",
        "409 employer-not-verified",
        "409 job-not-open",
        "409 move-not-allowed",
        "409 too-many-moves"
    })
    HttpResponse<?> moveReceivedApplication(
            @Parameter(hidden = true) Principal principal,
            String id,
            String application,
            @Body @Valid EmployersMove body) {
        return body.checkedAt(clock.instant())
                .then(step ->
                        known(id, application, (employer, one) -> applications.move(principal, employer, one, step)))
                .answer(moved -> HttpResponse.ok(ApplicationView.of(moved)));
    }

    /** Lets the caller look at what was submitted, for a minute. Whose it is sees that somebody looked. */
    @Post("/{application}/view-grants")
    @ApiResponse(
            responseCode = "200",
            description = "What lets look at the resume",
            content = @Content(schema = @Schema(implementation = Grant.class)))
    @Refusals({"401 session-ended", "404 no-such-thing", "409 application-over", "409 employer-not-verified"})
    HttpResponse<?> grantView(@Parameter(hidden = true) Principal principal, String id, String application) {
        return known(id, application, (employer, one) -> applications.grant(principal, employer, one))
                .answer(granted -> HttpResponse.ok(new Grant(granted.text(), granted.expiresAt())));
    }

    private static <T> Outcome<T> known(
            String employer, String application, BiFunction<EmployerId, String, Outcome<T>> work) {
        return EmployerId.parse(employer)
                .filter(_ -> RandomText.matches(application))
                .map(id -> work.apply(id, application))
                .orElseGet(() -> Outcome.refused(new Refusal.NothingThere()));
    }

    /**
     * A step of the employer's.
     *
     * @param reason why, where it rejects
     * @param interview which, where it proposes one
     * @param steps as many as it had when it was read: else somebody was faster, and nothing is done
     */
    @Serdeable
    record EmployersMove(
            @NotNull
            @Pattern(regexp = "view|shortlist|propose-interview|interview|offer|hire|reject|reconsider")
            @Schema(example = "shortlist")
            String move,

            @Nullable
            @Pattern(regexp = "experience|skills|education|salary|place|other-candidate|position-filled")
            @Schema(example = "experience")
            String reason,

            @Nullable @Valid InterviewProposal interview,

            @Nullable @Min(1) @Max(1000) @Schema(description = "Only if it took no other step since it had so many")
            Integer steps) {
        /** The step, if it says what it needs and nothing that it doesn't. */
        Outcome<ReceivedApplications.Wanted> checkedAt(Instant now) {
            Move step = Move.of(move, Move.Actor.EMPLOYER).orElseThrow();
            if ((reason != null) != (step == Move.REJECT)) {
                return Outcome.refused(
                        InterviewProposal.fault("/reason", "must be there where it rejects, and only there"));
            }
            if ((interview != null) != (step == Move.PROPOSE_INTERVIEW)) {
                return Outcome.refused(InterviewProposal.fault(
                        "/interview", "must be there where it proposes an interview, and only there"));
            }
            return Optional.ofNullable(interview)
                    .map(proposal -> proposal.checkedAt(now))
                    .map(checked -> checked.then(wanted -> Outcome.done(new ReceivedApplications.Wanted(
                            step, Optional.empty(), Optional.of(wanted), Optional.ofNullable(steps)))))
                    .orElseGet(() -> Outcome.done(new ReceivedApplications.Wanted(
                            step,
                            Optional.ofNullable(reason).flatMap(RejectionReason::of),
                            Optional.empty(),
                            Optional.ofNullable(steps))));
        }
    }

    /** What lets look at a resume. */
    @Serdeable
    @Schema(name = "ViewGrant")
    record Grant(
            @Schema(description = "For POST /v1/resume-views")
            String grant,

            Instant expiresAt) {}
}
