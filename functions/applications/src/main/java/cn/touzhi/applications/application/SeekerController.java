package cn.touzhi.applications.application;

import cn.touzhi.kernel.RandomText;
import cn.touzhi.kernel.employer.PostingId;
import cn.touzhi.kernel.http.IdempotencyKey;
import cn.touzhi.kernel.http.Outcome;
import cn.touzhi.kernel.http.Principal;
import cn.touzhi.kernel.http.QueryParameter;
import cn.touzhi.kernel.http.Refusal;
import cn.touzhi.kernel.http.Refusals;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
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
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Applications over HTTP, for those who make them. */
@Controller("/v1")
@Tag(name = "Applications", description = "Resumes submitted to postings, and what becomes of them")
class SeekerController {
    private final NewApplications newApplications;
    private final OwnApplications applications;
    private final InterviewCalendar calendar;

    SeekerController(NewApplications newApplications, OwnApplications applications, InterviewCalendar calendar) {
        this.calendar = calendar;
        this.newApplications = newApplications;
        this.applications = applications;
    }

    /** Submits a version of a resume to a posting. Its employer sees name, contact and the rest of it, and what is released. */
    @Post("/jobs/{id}/applications")
    @ApiResponse(
            responseCode = "201",
            description = "It is submitted, now or before",
            content = @Content(schema = @Schema(implementation = ApplicationView.Submitted.class)))
    @Refusals({
        "401 session-ended",
        "404 no-such-thing",
        "409 already-applied",
        "409 field-not-in-version",
        "409 hidden-from-employer",
        "409 job-not-open",
        "409 reapply-too-early",
        "409 receipt-unfit",
        "409 resume-incomplete",
        "409 text-not-current",
        "409 version-used",
        "422 idempotency-key-reused",
        "429 daily-cap"
    })
    HttpResponse<?> apply(
            @Parameter(hidden = true) Principal principal,
            @Parameter(hidden = true) IdempotencyKey key,
            String id,
            @Body @Valid NewApplication body) {
        return known(
                        id,
                        posting -> newApplications.submit(
                                principal,
                                new PostingId(posting),
                                new NewApplications.Wanted(
                                        body.receipt(), new HashSet<>(body.released()), body.textVersion()),
                                key))
                .answer(made -> HttpResponse.status(HttpStatus.CREATED).body(new ApplicationView.Submitted(made)));
    }

    /** Lists the caller's applications, the latest first. */
    @Get("/applications")
    @Parameter(
            name = "cursor",
            in = ParameterIn.QUERY,
            description = "Cursor of the page before",
            schema = @Schema(type = "string"))
    @ApiResponse(
            responseCode = "200",
            description = "A page of them, 20 at most",
            content = @Content(schema = @Schema(implementation = ApplicationView.ApplicationList.class)))
    @Refusals({"400 malformed-request", "401 session-ended"})
    HttpResponse<?> ownApplications(@Parameter(hidden = true) Principal principal, HttpRequest<?> request) {
        return applications
                .list(principal, QueryParameter.of(request, "cursor"))
                .answer(page -> HttpResponse.ok(ApplicationView.ApplicationList.of(page)));
    }

    /** One of the caller's applications, with all its steps. */
    @Get("/applications/{id}")
    @ApiResponse(
            responseCode = "200",
            description = "How it stands",
            content = @Content(schema = @Schema(implementation = ApplicationView.Followed.class)))
    @Refusals({"401 session-ended", "404 no-such-thing"})
    HttpResponse<?> ownApplication(@Parameter(hidden = true) Principal principal, String id) {
        return known(id, one -> applications.of(principal, one))
                .answer(found -> HttpResponse.ok(ApplicationView.Followed.of(
                        found,
                        Optional.of(applications.answersOf(found.application().employer())))));
    }

    /** The interview of one of the caller's applications, for a calendar. */
    @Get("/applications/{id}/interview")
    @Produces("text/calendar")
    @ApiResponse(
            responseCode = "200",
            description = "The interview as it was proposed last (RFC 5545)",
            content = @Content(mediaType = "text/calendar", schema = @Schema(type = "string")))
    @Refusals({"401 session-ended", "404 no-such-thing"})
    HttpResponse<?> interview(@Parameter(hidden = true) Principal principal, String id) {
        return known(id, one -> applications.of(principal, one))
                .then(found -> calendar.of(found)
                        .map(Outcome::done)
                        .orElseGet(() -> Outcome.refused(new Refusal.NothingThere())))
                .answer(text -> HttpResponse.ok(text)
                        .contentType(MediaType.of("text/calendar;charset=utf-8"))
                        .header("Content-Disposition", "attachment; filename=\"interview.ics\""));
    }

    /** Takes a step that is the seeker's to take; taken again, it stays taken. Withdrawing ends the employer's view at once. */
    @Post("/applications/{id}/moves")
    @ApiResponse(
            responseCode = "200",
            description = "The application as it stands now",
            content = @Content(schema = @Schema(implementation = ApplicationView.class)))
    @Refusals({"401 session-ended", "404 no-such-thing", "409 interview-changed", "409 move-not-allowed"})
    HttpResponse<?> moveOwnApplication(
            @Parameter(hidden = true) Principal principal, String id, @Body @Valid SeekersMove body) {
        return known(
                        id,
                        one -> applications.move(
                                principal,
                                one,
                                Move.of(body.move(), Move.Actor.SEEKER).orElseThrow(),
                                Optional.ofNullable(body.interviewAt())))
                .answer(application -> HttpResponse.ok(ApplicationView.of(application)));
    }

    private static <T> Outcome<T> known(String id, Function<String, Outcome<T>> work) {
        return RandomText.matches(id) ? work.apply(id) : Outcome.refused(new Refusal.NothingThere());
    }

    /**
     * What is submitted.
     *
     * @param receipt of a version of a resume
     * @param textVersion of the text that says who gets what and what for, as it was shown
     */
    @Serdeable
    record NewApplication(
            @NotNull @Size(max = 4100) @Pattern(regexp = "[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+")
            String receipt,

            @NotNull @Size(max = 20) List<@NotNull @Pattern(regexp = "[a-z]{1,20}(-[a-z]{1,20}){0,3}") String> released,
            @NotNull @Min(1) @Max(9999) Integer textVersion) {}

    /**
     * A step of the seeker's.
     *
     * @param interviewAt which interview is accepted, as it was proposed; only there
     */
    @Serdeable
    record SeekersMove(
            @NotNull
            @Pattern(regexp = "accept-interview|decline-interview|accept-offer|decline-offer|withdraw")
            @Schema(example = "withdraw")
            String move,

            @Nullable Instant interviewAt) {}
}
