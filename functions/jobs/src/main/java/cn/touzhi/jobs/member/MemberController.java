package cn.touzhi.jobs.member;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.employer.EmployerId;
import cn.touzhi.kernel.http.Outcome;
import cn.touzhi.kernel.http.Principal;
import cn.touzhi.kernel.http.Refusal;
import cn.touzhi.kernel.http.Refusals;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
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
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;

/** Who acts for an employer, over HTTP. */
@Controller("/v1/employers/{id}/members")
@Tag(name = "Members", description = "Who acts for an employer")
class MemberController {
    private final Members members;

    MemberController(Members members) {
        this.members = members;
    }

    /** Lists the members. */
    @Get
    @ApiResponse(
            responseCode = "200",
            description = "The members; 50 at most",
            content = @Content(schema = @Schema(implementation = EmployerMembers.class)))
    @Refusals({"401 session-ended", "404 no-such-thing"})
    HttpResponse<?> listMembers(@Parameter(hidden = true) Principal principal, String id) {
        Outcome<List<Member>> outcome = EmployerId.parse(id)
                .map(employer -> members.of(principal, employer))
                .orElseGet(() -> Outcome.refused(new Refusal.NothingThere()));
        return outcome.answer(all -> HttpResponse.ok(
                new EmployerMembers(all.stream().map(MemberView::of).toList())));
    }

    /** Gives a member another role; once more changes nothing. */
    @Put("/{member}")
    @ApiResponse(
            responseCode = "200",
            description = "The role is theirs, now or before",
            content = @Content(schema = @Schema(implementation = GivenRole.class)))
    @Refusals({"401 session-ended", "403 role-too-low", "404 no-such-thing", "409 last-owner"})
    HttpResponse<?> changeRole(
            @Parameter(hidden = true) Principal principal, String id, String member, @Body @Valid GivenRole body) {
        Role role = Role.of(body.role()).orElseThrow();
        return of(id, member, (employer, subject) -> members.change(principal, employer, subject, role))
                .answer(given -> HttpResponse.ok(new GivenRole(given.text())));
    }

    /** Ends a membership: an owner anybody's, everybody their own. */
    @Delete("/{member}")
    @ApiResponse(responseCode = "204", description = "They are no member, now or before", content = @Content)
    @Refusals({"401 session-ended", "403 role-too-low", "404 no-such-thing", "409 last-owner"})
    HttpResponse<?> removeMember(@Parameter(hidden = true) Principal principal, String id, String member) {
        return of(id, member, (employer, subject) -> members.remove(principal, employer, subject))
                .answer(gone -> HttpResponse.noContent());
    }

    private static <T> Outcome<T> of(String id, String member, BiFunction<EmployerId, SubjectId, Outcome<T>> wanted) {
        return EmployerId.parse(id)
                .flatMap(employer -> SubjectId.parse(member).map(subject -> wanted.apply(employer, subject)))
                .orElseGet(() -> Outcome.refused(new Refusal.NothingThere()));
    }

    /** The members of an employer. */
    @Serdeable
    record EmployerMembers(List<MemberView> members) {
        EmployerMembers {
            members = List.copyOf(members);
        }
    }

    /** One of them. */
    @Serdeable
    @Schema(name = "Member")
    record MemberView(
            @Schema(description = "Names the member") String id,

            @Schema(
                    example = "recruiter",
                    allowableValues = {"owner", "recruiter", "interviewer"})
            String role,

            Instant since) {
        static MemberView of(Member member) {
            return new MemberView(member.subject().value(), member.role().text(), member.since());
        }
    }

    /** A role that a member has. */
    @Serdeable
    record GivenRole(
            @NotNull @Pattern(regexp = "owner|recruiter|interviewer") @Schema(example = "recruiter")
            String role) {}
}
