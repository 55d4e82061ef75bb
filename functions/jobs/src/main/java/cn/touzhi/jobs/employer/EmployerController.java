package cn.touzhi.jobs.employer;

import cn.touzhi.kernel.http.EntityVersion;
import cn.touzhi.kernel.http.IdempotencyKey;
import cn.touzhi.kernel.http.Principal;
import cn.touzhi.kernel.http.Problem;
import cn.touzhi.kernel.http.Problems;
import cn.touzhi.kernel.http.QueryParameter;
import cn.touzhi.kernel.http.Refusals;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
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
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Employers over HTTP. */
@Controller("/v1/employers")
@Tag(name = "Employers", description = "Organisations that hire, and their verification")
class EmployerController {
    private static final String NAME = "[\\p{L}\\p{N}（）()·.,&＆、\\- ]+";
    private static final String LICENCE = "[0-9A-Za-z]{8,30}";

    private final NewEmployers newEmployers;
    private final OwnEmployers ownEmployers;
    private final Employers employers;

    EmployerController(NewEmployers newEmployers, OwnEmployers ownEmployers, Employers employers) {
        this.newEmployers = newEmployers;
        this.ownEmployers = ownEmployers;
        this.employers = employers;
    }

    /** Registers an employer, whose owner the caller becomes. */
    @Post
    @ApiResponse(
            responseCode = "201",
            description = "The employer is a draft, now or before",
            content = @Content(schema = @Schema(implementation = EmployerRegistered.class)))
    @Refusals({"401 session-ended", "409 code-taken", "422 idempotency-key-reused"})
    HttpResponse<?> registerEmployer(
            @Parameter(hidden = true) Principal principal,
            @Parameter(hidden = true) IdempotencyKey key,
            @Body @Valid NewEmployer body) {
        Optional<CreditCode> code = CreditCode.parse(body.creditCode());
        if (code.isEmpty()) {
            return Problems.malformed(List.of(
                            new Problem.Fault("/creditCode", "must be a unified social credit code (GB 32100)")))
                    .toResponse();
        }
        EmployerDetails details =
                details(body.name(), body.licenceNumber(), body.licenceIssuedOn(), body.agentAuthorisedAt());
        return newEmployers
                .register(principal, code.get(), details, key)
                .answer(id -> HttpResponse.status(HttpStatus.CREATED).body(new EmployerRegistered(id.value())));
    }

    /** Lists the employers that the caller acts for. */
    @Get
    @Parameter(
            name = "cursor",
            in = ParameterIn.QUERY,
            description = "Cursor of the page before",
            schema = @Schema(type = "string"))
    @ApiResponse(
            responseCode = "200",
            description = "A page of them, 20 at most",
            content = @Content(schema = @Schema(implementation = EmployerAnswer.EmployerList.class)))
    @Refusals({"400 malformed-request", "401 session-ended"})
    HttpResponse<?> ownEmployers(@Parameter(hidden = true) Principal principal, HttpRequest<?> request) {
        return ownEmployers
                .list(principal, QueryParameter.of(request, "cursor"))
                .answer(page -> HttpResponse.ok(EmployerAnswer.EmployerList.of(page)));
    }

    /** An employer, for its members and for staff. */
    @Get("/{id}")
    @ApiResponse(
            responseCode = "200",
            description = "The employer; its version is the tag",
            content = @Content(schema = @Schema(implementation = EmployerAnswer.EmployerView.class)))
    @Refusals({"401 session-ended", "404 no-such-thing"})
    HttpResponse<?> employer(@Parameter(hidden = true) Principal principal, String id) {
        return EmployerAnswer.of(id, known -> employers.of(principal, known));
    }

    /** Corrects what a draft, or one that was returned, says of itself. */
    @Put("/{id}")
    @Parameter(
            name = "If-Match",
            in = ParameterIn.HEADER,
            required = true,
            description = "Tag of the version that was read",
            schema = @Schema(type = "string", example = "\"1\""))
    @ApiResponse(
            responseCode = "200",
            description = "The employer as it is now",
            content = @Content(schema = @Schema(implementation = EmployerAnswer.EmployerView.class)))
    @Refusals({
        "401 session-ended",
        "403 role-too-low",
        "404 no-such-thing",
        "409 move-not-allowed",
        "412 version-changed",
        "428 version-needed"
    })
    HttpResponse<?> correctEmployer(
            @Parameter(hidden = true) Principal principal,
            HttpRequest<?> request,
            String id,
            @Body @Valid CorrectedEmployer body) {
        OptionalInt version = EntityVersion.in(request);
        if (version.isEmpty()) {
            return EntityVersion.needed().toResponse();
        }
        EmployerDetails details =
                details(body.name(), body.licenceNumber(), body.licenceIssuedOn(), body.agentAuthorisedAt());
        return EmployerAnswer.of(id, known -> employers.correct(principal, known, version.getAsInt(), details));
    }

    private static EmployerDetails details(
            String name, String licenceNumber, LocalDate licenceIssuedOn, @Nullable Instant authorisedAt) {
        return new EmployerDetails(name.strip(), licenceNumber, licenceIssuedOn, Optional.ofNullable(authorisedAt));
    }

    /**
     * An employer to be registered.
     *
     * @param agentAuthorisedAt when it authorised whoever registers it; it can't be submitted without
     */
    @Serdeable
    record NewEmployer(
            @NotNull
            @Size(min = 18, max = 18)
            @Schema(description = "Unified social credit code (GB 32100)", example = "91310110666007217T")
            String creditCode,

            @NotNull
            @Size(min = 2, max = 60)
            @Pattern(regexp = NAME)
            @Schema(description = "As it is registered", example = "昆明某某科技有限公司")
            String name,

            @NotNull
            @Pattern(regexp = LICENCE)
            @Schema(description = "Number of the business licence", example = "530100100012345")
            String licenceNumber,

            @NotNull @Schema(description = "Date of the business licence")
            LocalDate licenceIssuedOn,

            @Nullable Instant agentAuthorisedAt) {}

    /** What an employer says of itself, corrected. */
    @Serdeable
    record CorrectedEmployer(
            @NotNull @Size(min = 2, max = 60) @Pattern(regexp = NAME) @Schema(example = "昆明某某科技有限公司")
            String name,

            @NotNull @Pattern(regexp = LICENCE) @Schema(example = "530100100012345")
            String licenceNumber,

            @NotNull LocalDate licenceIssuedOn,
            @Nullable Instant agentAuthorisedAt) {}

    /** An employer that was registered. */
    @Serdeable
    record EmployerRegistered(
            @Schema(description = "Names the employer") String id) {}
}
