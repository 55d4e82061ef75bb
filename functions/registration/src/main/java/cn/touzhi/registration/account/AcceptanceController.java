package cn.touzhi.registration.account;

import cn.touzhi.kernel.http.Principal;
import cn.touzhi.kernel.http.Problems;
import cn.touzhi.kernel.http.Refusals;
import cn.touzhi.registration.session.SessionId;
import cn.touzhi.registration.session.SessionProblems;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Put;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;

/** Accepting a newer version of the privacy policy, over HTTP. Nobody is kept from anything here who does not. */
@Controller("/v1/accounts/me/acceptances")
@Tag(name = "Accounts", description = "Registering")
class AcceptanceController {
    private final Acceptances acceptances;

    AcceptanceController(Acceptances acceptances) {
        this.acceptances = acceptances;
    }

    /** Accepts the version that holds; once more changes nothing. */
    @Put("/{version}")
    @ApiResponse(
            responseCode = "200",
            description = "The version is accepted",
            content = @Content(schema = @Schema(implementation = MyAcceptance.class)))
    @Refusals({"401 session-ended", "404 no-such-thing", "409 policy-not-current"})
    HttpResponse<?> accept(@Parameter(hidden = true) Principal principal, String version) {
        if (!version.matches("[1-9][0-9]{0,3}")) {
            return Problems.noSuchThing().toResponse();
        }
        int number = Integer.parseInt(version);
        SessionId session = new SessionId(principal.session());
        return switch (acceptances.accept(principal.subject(), session, principal.generation(), number)) {
            case Accepted.Since(Instant acceptedAt) -> HttpResponse.ok(new MyAcceptance(number, acceptedAt));
            case Accepted.NotCurrent(int current) ->
                AccountProblems.policyNotCurrent(current).toResponse();
            case Accepted.NoSuchVersion _ -> Problems.noSuchThing().toResponse();
            case Accepted.NotAdmitted _ -> SessionProblems.ended().toResponse();
        };
    }

    /**
     * That someone accepted a version.
     *
     * @param acceptedAt when they did so first
     */
    @Serdeable
    @Schema(name = "Acceptance")
    record MyAcceptance(int version, Instant acceptedAt) {}
}
