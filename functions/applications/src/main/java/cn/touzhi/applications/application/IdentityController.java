package cn.touzhi.applications.application;

import cn.touzhi.kernel.RandomText;
import cn.touzhi.kernel.employer.EmployerId;
import cn.touzhi.kernel.http.ConsentSequence;
import cn.touzhi.kernel.http.Outcome;
import cn.touzhi.kernel.http.Principal;
import cn.touzhi.kernel.http.Refusal;
import cn.touzhi.kernel.http.Refusals;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpResponse;
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
import java.time.Instant;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * ID numbers over HTTP: no resume has one. An employer that needs it for an exam, an interview or a review asks for it, for
 * one application, and sees it for as long as that goes on, thirty days at most.
 */
@Controller("/v1")
@Tag(name = "ID numbers", description = "Asked for and given for one application alone")
class IdentityController {
    private final OwnIdentityNumbers numbers;
    private final IdentityRequests requests;

    IdentityController(OwnIdentityNumbers numbers, IdentityRequests requests) {
        this.numbers = numbers;
        this.requests = requests;
    }

    /** What an employer asks for, and what of it was given: all but its ends is masked. */
    @Get("/applications/{id}/identity-number")
    @ApiResponse(
            responseCode = "200",
            description = "The request",
            content = @Content(schema = @Schema(implementation = OwnRequest.class)))
    @Refusals({"401 session-ended", "404 no-such-thing"})
    HttpResponse<?> identityRequest(@Parameter(hidden = true) Principal principal, String id) {
        return own(id, one -> numbers.of(principal, one)).answer(seen -> HttpResponse.ok(OwnRequest.of(seen)));
    }

    /** Gives it to the employer that asked. That takes a consent of its own. */
    @Put("/applications/{id}/identity-number")
    @Parameter(
            name = "Consent-Sequence",
            in = ParameterIn.HEADER,
            description = "The sequence that the last change of consents answered",
            schema = @Schema(type = "string", example = "3"))
    @ApiResponse(
            responseCode = "200",
            description = "It is given",
            content = @Content(schema = @Schema(implementation = OwnRequest.class)))
    @Refusals({
        "401 session-ended",
        "403 consent-required",
        "404 no-such-thing",
        "409 consent-pending",
        "409 identity-number-not-asked"
    })
    HttpResponse<?> giveIdentityNumber(
            @Parameter(hidden = true) Principal principal,
            @Parameter(hidden = true) ConsentSequence told,
            String id,
            @Body @Valid Given body) {
        return body.checked()
                .then(number -> own(id, one -> numbers.give(principal, one, number, told)))
                .answer(seen -> HttpResponse.ok(OwnRequest.of(seen)));
    }

    /** Takes it back, or declines to give it. */
    @Delete("/applications/{id}/identity-number")
    @ApiResponse(responseCode = "204", description = "The employer has none")
    @Refusals({"401 session-ended", "404 no-such-thing"})
    HttpResponse<?> takeIdentityNumberBack(@Parameter(hidden = true) Principal principal, String id) {
        return own(id, one -> numbers.takeBack(principal, one)).answer(gone -> HttpResponse.noContent());
    }

    /** Asks whoever applied for their ID number, and says what for. */
    @Put("/employers/{id}/applications/{application}/identity-request")
    @ApiResponse(
            responseCode = "200",
            description = "It is asked for",
            content = @Content(schema = @Schema(implementation = AskedRequest.class)))
    @Refusals({
        "401 session-ended",
        "403 role-too-low",
        "404 no-such-thing",
        "409 employer-not-verified",
        "409 move-not-allowed"
    })
    HttpResponse<?> askForIdentityNumber(
            @Parameter(hidden = true) Principal principal, String id, String application, @Body @Valid Asked body) {
        IdentityPurpose purpose = IdentityPurpose.of(body.purpose()).orElseThrow();
        return received(id, application, (employer, one) -> requests.ask(principal, employer, one, purpose))
                .answer(request -> HttpResponse.ok(AskedRequest.of(request)));
    }

    /** Shows it. Whose it is sees that somebody looked. */
    @Post("/employers/{id}/applications/{application}/identity-views")
    @ApiResponse(
            responseCode = "200",
            description = "The number",
            content = @Content(schema = @Schema(implementation = SeenNumber.class)))
    @Refusals({
        "401 session-ended",
        "403 role-too-low",
        "404 no-such-thing",
        "409 employer-not-verified",
        "409 identity-number-not-given"
    })
    HttpResponse<?> viewIdentityNumber(@Parameter(hidden = true) Principal principal, String id, String application) {
        return received(id, application, (employer, one) -> requests.view(principal, employer, one))
                .answer(number -> HttpResponse.ok(new SeenNumber(number.value())));
    }

    private static <T> Outcome<T> own(String id, Function<String, Outcome<T>> work) {
        return RandomText.matches(id) ? work.apply(id) : Outcome.refused(new Refusal.NothingThere());
    }

    private static <T> Outcome<T> received(
            String employer, String application, BiFunction<EmployerId, String, Outcome<T>> work) {
        return EmployerId.parse(employer)
                .filter(_ -> RandomText.matches(application))
                .map(id -> work.apply(id, application))
                .orElseGet(() -> Outcome.refused(new Refusal.NothingThere()));
    }

    /** What it is needed for. */
    @Serdeable
    @Schema(name = "IdentityNumberAsked")
    record Asked(
            @NotNull @Pattern(regexp = "written-exam|interview|political-review") @Schema(example = "written-exam")
            String purpose) {}

    /** An ID number. */
    @Serdeable
    @Schema(name = "IdentityNumberGiven")
    record Given(
            @NotNull @Pattern(regexp = "[1-9][0-9]{16}[0-9Xx]") @Schema(example = "11010519491231002X")
            String number) {
        Outcome<IdentityNumber> checked() {
            return IdentityNumber.parse(number)
                    .map(Outcome::done)
                    .orElseGet(() -> Outcome.refused(
                            InterviewProposal.fault("/number", "must be an ID number with its right check digit")));
        }
    }

    /**
     * A request, for whoever it is about.
     *
     * @param number all but its ends masked
     * @param until when the number is gone, if nothing ends it before
     */
    @Serdeable
    @Schema(name = "IdentityRequest")
    record OwnRequest(
            @Schema(example = "written-exam") String purpose,
            Instant askedAt,

            @Nullable @Schema(example = "1****************X")
            String number,

            @Nullable Instant givenAt,
            Instant until) {
        static OwnRequest of(OwnIdentityNumbers.Seen seen) {
            IdentityRequest request = seen.request();
            return new OwnRequest(
                    request.purpose().text(),
                    request.askedAt(),
                    seen.masked().orElse(null),
                    request.givenAt().orElse(null),
                    request.expiresAt());
        }
    }

    /** A request, for whoever asks. */
    @Serdeable
    record AskedRequest(
            @Schema(example = "written-exam") String purpose,
            Instant askedAt,
            @Nullable Instant givenAt,
            @Schema(description = "When it is over") Instant until) {
        static AskedRequest of(IdentityRequest request) {
            return new AskedRequest(
                    request.purpose().text(),
                    request.askedAt(),
                    request.givenAt().orElse(null),
                    request.expiresAt());
        }
    }

    /** An ID number, for whom it was given to. */
    @Serdeable
    record SeenNumber(
            @Schema(example = "11010519491231002X") String number) {}
}
