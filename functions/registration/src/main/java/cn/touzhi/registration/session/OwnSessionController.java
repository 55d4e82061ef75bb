package cn.touzhi.registration.session;

import cn.touzhi.kernel.http.Principal;
import cn.touzhi.kernel.http.Problems;
import cn.touzhi.kernel.http.Refusals;
import cn.touzhi.registration.verification.Client;
import cn.touzhi.registration.verification.Proof;
import cn.touzhi.registration.verification.Proofs;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What people do with their sessions together, over HTTP: see them, end them, and prove anew who they are. */
@Controller("/v1/sessions")
@Tag(name = "Sessions", description = "Signing in, staying signed in, signing out")
class OwnSessionController {
    private final Proofs proofs;
    private final OwnSessions ownSessions;
    private final OtherSessions otherSessions;
    private final StepUps stepUps;
    private final TokenTravel travel;

    OwnSessionController(
            Proofs proofs, OwnSessions ownSessions, OtherSessions otherSessions, StepUps stepUps, TokenTravel travel) {
        this.proofs = proofs;
        this.ownSessions = ownSessions;
        this.otherSessions = otherSessions;
        this.stepUps = stepUps;
        this.travel = travel;
    }

    /** Tells the caller where they are signed in, the newest used first. */
    @Get
    @ApiResponse(
            responseCode = "200",
            description = "Where the caller is signed in",
            content = @Content(schema = @Schema(implementation = MySessions.class)))
    @Refusals({"401 session-ended"})
    HttpResponse<?> list(@Parameter(hidden = true) Principal principal) {
        return ownSessions
                .of(principal.subject(), new SessionId(principal.session()), principal.generation())
                .<HttpResponse<?>>map(sessions -> HttpResponse.ok(MySessions.of(sessions)))
                .orElseGet(() -> SessionProblems.ended().toResponse());
    }

    /**
     * Ends all sessions of the caller's but their own. The access token has ended with the others: a refresh, for which
     * it takes the device's secret, gives the next one, so that a stolen access token can't live on by this.
     */
    @Delete
    @ApiResponse(
            responseCode = "204",
            description = "All others have ended; refresh for another access token",
            content = @Content)
    @Refusals({"401 session-ended"})
    HttpResponse<?> endOthers(@Parameter(hidden = true) Principal principal) {
        SessionId own = new SessionId(principal.session());
        return switch (otherSessions.end(principal.subject(), own, principal.generation())) {
            case EndingOthers.Ended _ -> HttpResponse.noContent();
            case EndingOthers.NotAdmitted _ -> SessionProblems.ended().toResponse();
            case EndingOthers.Busy _ -> Problems.tryAgain().toResponse();
        };
    }

    /** Gives an access token that says that the caller has just proved an address of theirs. */
    @Post("/step-up")
    @ApiResponse(
            responseCode = "200",
            description = "A token for what takes a fresh proof",
            content = @Content(schema = @Schema(implementation = FreshAccess.class)))
    @Refusals({"401 session-ended", "403 not-your-address", "410 proof-not-usable"})
    HttpResponse<?> stepUp(@Parameter(hidden = true) Principal principal, @Body @Valid Confirmation body) {
        Optional<Proof> proof = proofs.read(body.proof());
        if (proof.isEmpty()) {
            return SessionProblems.proofNotUsable().toResponse();
        }
        travel.ready();
        SessionId own = new SessionId(principal.session());
        return switch (stepUps.stepUp(principal.subject(), own, principal.generation(), proof.get())) {
            case StepUp.Confirmed(Grant grant) -> HttpResponse.ok(FreshAccess.of(travel.accessTokenOf(grant)));
            case StepUp.NotYourAddress _ -> SessionProblems.notYourAddress().toResponse();
            case StepUp.ProofNotUsable _ -> SessionProblems.proofNotUsable().toResponse();
            case StepUp.NotAdmitted _ -> SessionProblems.ended().toResponse();
            case StepUp.Busy _ -> Problems.tryAgain().toResponse();
        };
    }

    /**
     * Where someone is signed in; all of it, since nobody has more sessions.
     *
     * @param sessions the newest used first
     */
    @Serdeable
    record MySessions(@ArraySchema(maxItems = 10) List<MySession> sessions) {
        static MySessions of(List<OwnSession> sessions) {
            return new MySessions(sessions.stream().map(MySession::of).toList());
        }
    }

    /**
     * A session.
     *
     * @param current whether it is the one that asks
     * @param deviceName as its owner calls the device
     * @param country where it was opened, as far as that is known (ISO 3166-1)
     * @param createdAt since when
     * @param lastUsedAt when it was last refreshed, or opened
     */
    @Serdeable
    record MySession(
            String id,
            boolean current,
            @Nullable String deviceName,
            Client client,
            @Nullable @Schema(example = "CN") String country,
            Instant createdAt,
            Instant lastUsedAt) {
        static MySession of(OwnSession session) {
            return new MySession(
                    session.id().value(),
                    session.current(),
                    session.deviceName().orElse(null),
                    session.client(),
                    session.country().orElse(null),
                    session.createdAt(),
                    session.lastUsedAt());
        }
    }

    /**
     * A fresh proof.
     *
     * @param proof that an address is theirs, made for {@code confirm}
     */
    @Serdeable
    record Confirmation(
            @NotNull @Size(min = 1, max = 1000) @Schema(example = "AQAAAAFx…")
            String proof) {}

    /**
     * An access token whose {@code auth_time} is that of the proof; the refresh token stays as it is.
     *
     * @param accessTokenExpiresAt when it ends
     */
    @Serdeable
    record FreshAccess(String accessToken, Instant accessTokenExpiresAt) {
        static FreshAccess of(AccessToken token) {
            return new FreshAccess(token.value(), token.expiresAt());
        }
    }
}
