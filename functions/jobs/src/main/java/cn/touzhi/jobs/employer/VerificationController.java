package cn.touzhi.jobs.employer;

import cn.touzhi.kernel.http.Principal;
import cn.touzhi.kernel.http.Problem;
import cn.touzhi.kernel.http.Problems;
import cn.touzhi.kernel.http.Refusals;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
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
import java.util.List;
import java.util.Optional;

/** The verification of employers over HTTP. */
@Controller("/v1/employers")
@Tag(name = "Employers", description = "Organisations that hire, and their verification")
class VerificationController {
    private final Employers employers;

    VerificationController(Employers employers) {
        this.employers = employers;
    }

    /** Hands an employer to staff, who verify it; once more changes nothing. */
    @Post("/{id}/submission")
    @ApiResponse(
            responseCode = "200",
            description = "The employer is submitted, now or before",
            content = @Content(schema = @Schema(implementation = EmployerAnswer.EmployerView.class)))
    @Refusals({
        "401 session-ended",
        "403 role-too-low",
        "404 no-such-thing",
        "409 authorisation-missing",
        "409 move-not-allowed"
    })
    HttpResponse<?> submitEmployer(@Parameter(hidden = true) Principal principal, String id) {
        return EmployerAnswer.of(id, known -> employers.submit(principal, known));
    }

    /** Staff's decision on an employer; once more changes nothing. */
    @Put("/{id}/verification")
    @ApiResponse(
            responseCode = "200",
            description = "It stands as was decided, now or before",
            content = @Content(schema = @Schema(implementation = EmployerAnswer.EmployerView.class)))
    @Refusals({"401 session-ended", "403 staff-only", "404 no-such-thing", "409 move-not-allowed"})
    HttpResponse<?> decideOnEmployer(
            @Parameter(hidden = true) Principal principal, String id, @Body @Valid Decision body) {
        Optional<ReasonCode> reason = ReasonCode.of(body.reasonCode())
                .filter(ReasonCode::isForStaff)
                .filter(code -> code.leadsTo().text().equals(body.state()));
        if (reason.isEmpty()) {
            return Problems.malformed(List.of(new Problem.Fault("/reasonCode", "must be a reason for the state")))
                    .toResponse();
        }
        return EmployerAnswer.of(id, known -> employers.decide(principal, known, reason.get()));
    }

    /** A decision of staff. */
    @Serdeable
    record Decision(
            @NotNull @Pattern(regexp = "verified|returned|suspended") @Schema(example = "verified")
            String state,

            @NotNull
            @Size(max = 40)
            @Schema(
                    description = "documents-match; name-mismatch, licence-mismatch, authorisation-unproved;"
                            + " false-postings, complaints, licence-revoked",
                    example = "documents-match")
            String reasonCode) {}
}
