package cn.touzhi.registration.session;

import cn.touzhi.kernel.http.ClientAddress;
import cn.touzhi.kernel.http.Principal;
import cn.touzhi.kernel.http.Problems;
import cn.touzhi.kernel.http.Refusals;
import cn.touzhi.registration.verification.Proof;
import cn.touzhi.registration.verification.Proofs;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
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
import java.time.LocalDate;
import java.util.Optional;

/** Signing in, staying signed in, and signing out, over HTTP. */
@Controller("/v1/sessions")
@Tag(name = "Sessions", description = "Signing in, staying signed in, signing out")
class SessionController {
    private final Proofs proofs;
    private final SignIns signIns;
    private final Sessions sessions;
    private final TokenTravel travel;
    private final FormerSessions formerSessions;
    private final Countries countries;

    SessionController(
            Proofs proofs,
            SignIns signIns,
            Sessions sessions,
            TokenTravel travel,
            FormerSessions formerSessions,
            Countries countries) {
        this.proofs = proofs;
        this.signIns = signIns;
        this.sessions = sessions;
        this.travel = travel;
        this.formerSessions = formerSessions;
        this.countries = countries;
    }

    /** Signs in whoever has the address that was proved. */
    @Post
    @ApiResponse(
            responseCode = "201",
            description = "Signed in",
            content = @Content(schema = @Schema(implementation = TokenAnswer.class)))
    @Refusals({
        "403 account-frozen",
        "404 no-account",
        "409 address-removed",
        "409 second-check-needed",
        "410 proof-not-usable",
        "410 second-proof-not-usable",
        "422 wrong-birth-date"
    })
    HttpResponse<?> signIn(
            HttpRequest<?> request, @Parameter(hidden = true) ClientAddress from, @Body @Valid NewSession body) {
        Optional<Proof> proof = proofs.read(body.proof());
        if (proof.isEmpty()) {
            return SessionProblems.proofNotUsable().toResponse();
        }
        Optional<Proof> secondProof = Optional.ofNullable(body.secondProof()).flatMap(proofs::read);
        if (body.secondProof() != null && secondProof.isEmpty()) {
            return SessionProblems.secondProofNotUsable().toResponse();
        }
        DeviceSecret secret = travel.secretOf(request, proof.get().client(), Optional.ofNullable(body.deviceSecret()));
        Optional<String> known =
                travel.knownDeviceOf(request, proof.get().client(), Optional.ofNullable(body.deviceToken()));
        Device device =
                new Device(secret, proof.get().client(), Optional.ofNullable(body.deviceName()), countries.of(from));
        SecondCheck second = new SecondCheck(known, secondProof, Optional.ofNullable(body.birthDate()));
        travel.ready();
        return switch (signIns.signIn(proof.get(), device, second)) {
            case SignIn.SignedIn(Session session) -> {
                formerSessions.replace(request, session);
                yield tokens(HttpStatus.CREATED, travel.tokensOf(session, secret, proof.get()), secret);
            }
            case SignIn.Refused why -> SessionProblems.of(why).toResponse();
        };
    }

    /** Replaces a session's tokens by new ones. */
    @Post("/refresh")
    @ApiResponse(
            responseCode = "200",
            description = "New tokens",
            content = @Content(schema = @Schema(implementation = TokenAnswer.class)))
    @Refusals({"401 session-ended"})
    HttpResponse<?> refresh(HttpRequest<?> request, @Body @Valid RefreshRequest body) {
        Optional<TokenTravel.Brought> brought = travel.bringing(
                request, Optional.ofNullable(body.refreshToken()), Optional.ofNullable(body.deviceSecret()));
        if (brought.isEmpty()) {
            return SessionProblems.ended(Refresh.Reason.UNKNOWN).toResponse();
        }
        DeviceSecret secret = brought.get().secret();
        travel.ready();
        return switch (sessions.refresh(brought.get().grant(), secret)) {
            case Refresh.Continued(Grant grant) -> tokens(HttpStatus.OK, travel.tokensOf(grant), secret);
            case Refresh.Refused(Refresh.Reason reason) ->
                SessionProblems.ended(reason).toResponse();
        };
    }

    /** Ends a session of one's own. */
    @Delete("/{id}")
    @ApiResponse(responseCode = "204", description = "The session has ended", content = @Content)
    @Refusals({"401 session-ended", "404 no-such-thing"})
    HttpResponse<?> end(@Parameter(hidden = true) Principal principal, String id) {
        Optional<SessionId> which = SessionId.parse(id);
        if (which.isEmpty()) {
            return Problems.noSuchThing().toResponse();
        }
        SessionId own = new SessionId(principal.session());
        return switch (sessions.end(principal.subject(), own, principal.generation(), which.get())) {
            case ENDED -> gone(own.equals(which.get()));
            case NOT_FOUND -> Problems.noSuchThing().toResponse();
            case NOT_ADMITTED -> SessionProblems.ended().toResponse();
        };
    }

    private HttpResponse<?> tokens(HttpStatus status, Tokens tokens, DeviceSecret secret) {
        MutableHttpResponse<TokenAnswer> response = HttpResponse.status(status);
        travel.addCookies(response, tokens, secret);
        return response.body(TokenAnswer.of(tokens));
    }

    private HttpResponse<?> gone(boolean own) {
        MutableHttpResponse<?> response = HttpResponse.noContent();
        if (own) {
            travel.clearCookies(response);
        }
        return response;
    }

    /**
     * A request to sign in.
     *
     * @param proof that an address is theirs
     * @param deviceSecret 32 random bytes of the device's own, base64url; a browser has them in a cookie
     * @param deviceName as its owner calls the device
     * @param secondProof of another address of the account, for the purpose {@code confirm}, where one is asked for
     * @param birthDate of the account's owner, where one is asked for; ISO 8601
     * @param deviceToken the one given when someone last signed in on the device; a browser has it in a cookie
     */
    @Serdeable
    record NewSession(
            @NotNull @Size(min = 1, max = 1000) @Schema(example = "AQAAAAFx…")
            String proof,

            @Nullable
            @Pattern(regexp = DeviceSecret.PATTERN)
            @Schema(example = "q0Yk3hXv8m1wP5sT9bNf2cJ7dLr4gZxA6uEiHoKyV1Q")
            String deviceSecret,

            @Nullable @Pattern(regexp = DeviceName.PATTERN) @Schema(example = "小米 15", maxLength = 64)
            String deviceName,

            @Nullable @Size(min = 1, max = 1000) @Schema(minLength = 1, maxLength = 1000)
            String secondProof,

            @Nullable @Schema(example = "1999-08-31") LocalDate birthDate,

            @Nullable @Size(min = 1, max = 500) @Schema(minLength = 1, maxLength = 500)
            String deviceToken) {}

    /**
     * A request to refresh; a browser sends an empty object, and cookies.
     *
     * @param refreshToken the latest one
     * @param deviceSecret the one given at sign-in
     */
    @Serdeable
    record RefreshRequest(
            @Nullable @Size(min = 1, max = 1000) @Schema(minLength = 1, maxLength = 1000)
            String refreshToken,

            @Nullable
            @Pattern(regexp = DeviceSecret.PATTERN)
            @Schema(example = "q0Yk3hXv8m1wP5sT9bNf2cJ7dLr4gZxA6uEiHoKyV1Q")
            String deviceSecret) {}
}
