package cn.touzhi.jobs.member;

import cn.touzhi.kernel.employer.EmployerId;
import cn.touzhi.kernel.http.IdempotencyKey;
import cn.touzhi.kernel.http.Outcome;
import cn.touzhi.kernel.http.Principal;
import cn.touzhi.kernel.http.Refusal;
import cn.touzhi.kernel.http.Refusals;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
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
import java.time.Instant;

/** Invitations to act for an employer, over HTTP. */
@Controller("/v1")
@Tag(name = "Members", description = "Who acts for an employer")
class InvitationController {
    private final Invitations invitations;
    private final Acceptances acceptances;

    InvitationController(Invitations invitations, Acceptances acceptances) {
        this.invitations = invitations;
        this.acceptances = acceptances;
    }

    /** Makes an invitation. Whoever brings its token within a week becomes a member, unless an owner goes before. */
    @Post("/employers/{id}/invitations")
    @ApiResponse(
            responseCode = "201",
            description = "The invitation, whose token is shown here and nowhere else",
            content = @Content(schema = @Schema(implementation = InvitationMade.class)))
    @Refusals({"401 session-ended", "403 role-too-low", "404 no-such-thing", "422 idempotency-key-reused"})
    HttpResponse<?> invite(
            @Parameter(hidden = true) Principal principal,
            @Parameter(hidden = true) IdempotencyKey key,
            String id,
            @Body @Valid NewInvitation body) {
        Role role = Role.of(body.role()).orElseThrow();
        Outcome<Invitations.Invited> outcome = EmployerId.parse(id)
                .map(employer -> invitations.invite(principal, employer, role, key))
                .orElseGet(() -> Outcome.refused(new Refusal.NothingThere()));
        return outcome.answer(invited -> HttpResponse.status(HttpStatus.CREATED)
                .body(new InvitationMade(invited.token(), invited.role().text(), invited.expiresAt())));
    }

    /** Takes an invitation, once; whoever took it may say so again, and whoever is a member stays what they are. */
    @Post("/employer-invitations/acceptances")
    @ApiResponse(
            responseCode = "200",
            description = "The caller is a member, now or before",
            content = @Content(schema = @Schema(implementation = TakenInvitation.class)))
    @Refusals({"401 session-ended", "404 no-such-thing", "409 too-many-members"})
    HttpResponse<?> acceptInvitation(
            @Parameter(hidden = true) Principal principal, @Body @Valid BroughtInvitation body) {
        return acceptances
                .accept(principal, body.token())
                .answer(member -> HttpResponse.ok(new TakenInvitation(
                        member.employer().value(), member.role().text())));
    }

    /** An invitation to be made. */
    @Serdeable
    record NewInvitation(
            @NotNull @Pattern(regexp = "owner|recruiter|interviewer") @Schema(example = "recruiter")
            String role) {}

    /** An invitation that was made. */
    @Serdeable
    record InvitationMade(
            @Schema(description = "Whoever brings it is let in")
            String token,

            @Schema(example = "recruiter") String role,
            Instant expiresAt) {}

    /** An invitation that somebody brings; in no address, since whoever has it is let in (ASVS 5, 14.2.1). */
    @Serdeable
    record BroughtInvitation(
            @NotNull @Size(max = 64) @Schema(description = "Its token")
            String token) {}

    /** An invitation that was taken. */
    @Serdeable
    record TakenInvitation(
            @Schema(description = "Names the employer") String employer,
            @Schema(example = "recruiter") String role) {}
}
