package cn.touzhi.registration.account;

import cn.touzhi.kernel.http.ClientAddress;
import cn.touzhi.kernel.http.Principal;
import cn.touzhi.kernel.http.Problem;
import cn.touzhi.kernel.http.Problems;
import cn.touzhi.kernel.http.Refusals;
import cn.touzhi.kernel.policy.Policies;
import cn.touzhi.registration.Language;
import cn.touzhi.registration.session.Countries;
import cn.touzhi.registration.session.Device;
import cn.touzhi.registration.session.DeviceSecret;
import cn.touzhi.registration.session.FormerSessions;
import cn.touzhi.registration.session.SecondCheck;
import cn.touzhi.registration.session.Session;
import cn.touzhi.registration.session.SessionId;
import cn.touzhi.registration.session.SessionProblems;
import cn.touzhi.registration.session.SignIn;
import cn.touzhi.registration.session.TokenAnswer;
import cn.touzhi.registration.session.TokenTravel;
import cn.touzhi.registration.session.Tokens;
import cn.touzhi.registration.verification.Channel;
import cn.touzhi.registration.verification.Proof;
import cn.touzhi.registration.verification.Proofs;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Parameter;
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
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Registering, and looking at what one has registered, over HTTP. */
@Controller("/v1/accounts")
@Tag(name = "Accounts", description = "Registering")
class AccountController {
    private final Proofs proofs;
    private final Accounts accounts;
    private final OwnAccounts ownAccounts;
    private final TokenTravel travel;
    private final FormerSessions formerSessions;
    private final Countries countries;
    private final Policies policies;

    AccountController(
            Proofs proofs,
            Accounts accounts,
            OwnAccounts ownAccounts,
            TokenTravel travel,
            FormerSessions formerSessions,
            Countries countries,
            Policies policies) {
        this.proofs = proofs;
        this.accounts = accounts;
        this.ownAccounts = ownAccounts;
        this.travel = travel;
        this.policies = policies;
        this.formerSessions = formerSessions;
        this.countries = countries;
    }

    /** Opens an account for the address that was proved, or signs in to the one that it has. */
    @Post
    @ApiResponse(
            responseCode = "201",
            description = "A new account, signed in",
            content = @Content(schema = @Schema(implementation = Entered.class)))
    @ApiResponse(
            responseCode = "200",
            description = "The address has an account, signed in",
            content = @Content(schema = @Schema(implementation = Entered.class)))
    @Refusals({
        "403 account-frozen",
        "403 guardian-needed",
        "403 too-young",
        "409 address-removed",
        "409 policy-not-current",
        "409 second-check-needed",
        "410 proof-not-usable",
        "410 second-proof-not-usable"
    })
    HttpResponse<?> register(
            HttpRequest<?> request, @Parameter(hidden = true) ClientAddress from, @Body @Valid NewAccount body) {
        Optional<Proof> proof = proofs.read(body.proof());
        if (proof.isEmpty()) {
            return SessionProblems.proofNotUsable().toResponse();
        }
        Optional<Proof> second = Optional.ofNullable(body.secondProof()).flatMap(proofs::read);
        if (body.secondProof() != null && second.isEmpty()) {
            return SessionProblems.secondProofNotUsable().toResponse();
        }
        DeviceSecret secret = travel.secretOf(request, proof.get().client(), Optional.ofNullable(body.deviceSecret()));
        Optional<String> known =
                travel.knownDeviceOf(request, proof.get().client(), Optional.ofNullable(body.deviceToken()));
        Device device = new Device(secret, proof.get().client(), Optional.empty(), countries.of(from));
        Registration registration = new Registration(
                proof.get(),
                device,
                body.birthDate(),
                body.acceptedPolicy(),
                body.locale(),
                body.source(),
                new SecondCheck(known, second, Optional.empty()),
                Optional.ofNullable(body.detach()).orElse(false));
        travel.ready();
        return switch (accounts.register(registration)) {
            case Registered.NewAccount(Session session) -> entered(true, request, session, secret, proof.get());
            case Registered.SignedIn(Session session) -> entered(false, request, session, secret, proof.get());
            case Registered.ImpossibleBirthDate _ ->
                Problems.malformed(List.of(new Problem.Fault("/birthDate", "must be a day on which someone was born")))
                        .toResponse();
            case Registered.TooYoung _ -> AccountProblems.tooYoung().toResponse();
            case Registered.GuardianNeeded _ -> AccountProblems.guardianNeeded().toResponse();
            case Registered.PolicyNotCurrent(int current) ->
                AccountProblems.policyNotCurrent(current).toResponse();
            case Registered.NotLetIn(SignIn.Refused why) ->
                SessionProblems.of(why).toResponse();
        };
    }

    /** Tells the caller who they are. */
    @Get("/me")
    @ApiResponse(
            responseCode = "200",
            description = "Who the caller is",
            content = @Content(schema = @Schema(implementation = Me.class)))
    @Refusals({"401 session-ended"})
    HttpResponse<?> me(@Parameter(hidden = true) Principal principal) {
        return ownAccounts
                .of(principal.subject(), new SessionId(principal.session()), principal.generation())
                .<HttpResponse<?>>map(account ->
                        HttpResponse.ok(Me.of(account, policies.current().version())))
                .orElseGet(() -> SessionProblems.ended().toResponse());
    }

    private HttpResponse<?> entered(
            boolean created, HttpRequest<?> request, Session session, DeviceSecret secret, Proof proof) {
        formerSessions.replace(request, session);
        Tokens tokens = travel.tokensOf(session, secret, proof);
        MutableHttpResponse<Entered> response = HttpResponse.status(created ? HttpStatus.CREATED : HttpStatus.OK);
        travel.addCookies(response, tokens, secret);
        return response.body(Entered.of(created, TokenAnswer.of(tokens)));
    }

    /**
     * A request for an account.
     *
     * @param proof that an address is theirs
     * @param deviceSecret 32 random bytes of the device's own, base64url; a browser has them in a cookie
     * @param birthDate ISO 8601
     * @param acceptedPolicy version of the privacy policy that they were shown and accepted
     * @param locale to write to them in
     * @param source where they are
     * @param secondProof of another address of the account that the first one has, for the purpose {@code confirm}
     * @param detach whether the first one is to leave that account, because it is a number with a new holder
     * @param deviceToken the one given when someone last signed in on the device; a browser has it in a cookie
     */
    @Serdeable
    record NewAccount(
            @NotNull @Size(min = 1, max = 1000) @Schema(example = "AQAAAAFx…")
            String proof,

            @Nullable
            @Pattern(regexp = DeviceSecret.PATTERN)
            @Schema(example = "q0Yk3hXv8m1wP5sT9bNf2cJ7dLr4gZxA6uEiHoKyV1Q")
            String deviceSecret,

            @NotNull @Schema(example = "1999-08-31") LocalDate birthDate,

            @NotNull @Min(1) @Max(9999) @Schema(example = "4")
            Integer acceptedPolicy,

            @NotNull Language locale,
            @NotNull Source source,

            @Nullable @Size(min = 1, max = 1000) @Schema(minLength = 1, maxLength = 1000)
            String secondProof,

            @Nullable Boolean detach,

            @Nullable @Size(min = 1, max = 500) @Schema(minLength = 1, maxLength = 500)
            String deviceToken) {}

    /**
     * Someone is in.
     *
     * @param created whether the account is new
     */
    @Serdeable
    record Entered(
            boolean created,
            TokenAnswer.Ref account,
            TokenAnswer.Ref session,
            String accessToken,
            Instant accessTokenExpiresAt,
            @Nullable String refreshToken,
            @Nullable String deviceToken) {
        static Entered of(boolean created, TokenAnswer tokens) {
            return new Entered(
                    created,
                    tokens.account(),
                    tokens.session(),
                    tokens.accessToken(),
                    tokens.accessTokenExpiresAt(),
                    tokens.refreshToken(),
                    tokens.deviceToken());
        }
    }

    /**
     * Who the caller is.
     *
     * @param acceptedPolicy the newest version of the privacy policy that they accepted
     * @param currentPolicy the version that holds; where it is newer, they are to be asked
     * @param identities the addresses by which they sign in
     */
    @Serdeable
    record Me(
            String id,
            Instant createdAt,
            Language locale,
            int acceptedPolicy,
            int currentPolicy,
            List<MyIdentity> identities,
            TokenAnswer.Ref session) {
        static Me of(OwnAccount account, int currentPolicy) {
            return new Me(
                    account.subject().value(),
                    account.createdAt(),
                    account.locale(),
                    account.acceptedPolicy(),
                    currentPolicy,
                    account.addresses().stream()
                            .map(address -> new MyIdentity(address.channel(), address.masked(), address.addedAt()))
                            .toList(),
                    new TokenAnswer.Ref(account.session().value()));
        }
    }

    /** @param masked enough to know the address by */
    @Serdeable
    record MyIdentity(Channel channel, String masked, Instant addedAt) {}
}
