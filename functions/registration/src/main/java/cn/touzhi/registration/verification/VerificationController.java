package cn.touzhi.registration.verification;

import cn.touzhi.kernel.address.Address;
import cn.touzhi.kernel.address.EmailAddress;
import cn.touzhi.kernel.address.PhoneNumbers;
import cn.touzhi.kernel.http.ClientAddress;
import cn.touzhi.kernel.http.IdempotencyKey;
import cn.touzhi.kernel.http.Refusals;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.time.Duration;
import java.util.Optional;

/** Proving that a phone number or an e-mail address is one's own, over HTTP. */
@Controller("/v1/verifications")
@Tag(name = "Verifications", description = "Proving that an address is one's own")
class VerificationController {
    private final Verifications verifications;
    private final PhoneNumbers phoneNumbers;
    private final Proofs proofs;
    private final BrowserDevice browserDevice;

    VerificationController(
            Verifications verifications, PhoneNumbers phoneNumbers, Proofs proofs, BrowserDevice browserDevice) {
        this.verifications = verifications;
        this.phoneNumbers = phoneNumbers;
        this.proofs = proofs;
        this.browserDevice = browserDevice;
    }

    /** Asks for a code. */
    @Post
    @ApiResponse(
            responseCode = "202",
            description = "A code is on its way",
            content = @Content(schema = @Schema(implementation = Sent.class)))
    @Refusals({
        "403 challenge-needed",
        "403 challenge-not-solved",
        "422 address-not-accepted",
        "422 idempotency-key-reused",
        "429 too-many-codes",
        "429 too-many-open",
        "429 too-many-requests-from-here"
    })
    HttpResponse<?> ask(
            HttpRequest<?> request,
            @Parameter(hidden = true) ClientAddress from,
            @Parameter(hidden = true) IdempotencyKey key,
            @Body @Valid NewVerificationRequest body) {
        Optional<? extends Address> address =
                switch (body.channel()) {
                    case SMS -> phoneNumbers.parse(body.address());
                    case EMAIL -> EmailAddress.parse(body.address());
                };
        if (address.isEmpty()) {
            return VerificationProblems.addressNotAccepted().toResponse();
        }
        AddressRequest wish = new AddressRequest(address.get(), body.purpose(), body.locale(), body.client());
        Asker asker = new Asker(
                from,
                KnownDevice.tokenIn(request, body.client(), Optional.ofNullable(body.deviceToken())),
                Optional.ofNullable(body.challenge()));
        return switch (verifications.ask(wish, asker, key)) {
            case Asked.Accepted(VerificationStatus status) ->
                browserDevice.mark(
                        request, body.client(), HttpResponse.accepted().body(Sent.of(status)));
            case Asked.KeyReused() -> VerificationProblems.keyReused().toResponse();
            case Asked.TooMany(Duration pause, boolean harder) ->
                VerificationProblems.tooManyCodes(pause, harder).toResponse();
            case Asked.TooManyOpen(Duration pause) ->
                VerificationProblems.tooManyOpen(pause).toResponse();
            case Asked.ChallengeNeeded() ->
                VerificationProblems.challengeNeeded().toResponse();
            case Asked.NotSolved() -> VerificationProblems.challengeNotSolved().toResponse();
            case Asked.TooManyFromHere(Duration pause) ->
                VerificationProblems.tooManyFromHere(pause).toResponse();
        };
    }

    /** Tells how a verification stands. */
    @Get("/{id}")
    @ApiResponse(
            responseCode = "200",
            description = "How it stands",
            content = @Content(schema = @Schema(implementation = Standing.class)))
    @Refusals({"404 no-such-thing", "404 no-such-verification"})
    HttpResponse<?> find(String id) {
        return VerificationId.parse(id)
                .flatMap(verifications::find)
                .<HttpResponse<?>>map(status -> HttpResponse.ok(Standing.of(status)))
                .orElseGet(() -> VerificationProblems.noSuchVerification().toResponse());
    }

    /** Asks for another code; the ones before it fall silent. */
    @Post("/{id}/sends")
    @ApiResponse(
            responseCode = "202",
            description = "Another code is on its way",
            content = @Content(schema = @Schema(implementation = Sent.class)))
    @Refusals({
        "403 challenge-needed",
        "404 no-such-thing",
        "404 no-such-verification",
        "410 verification-over",
        "429 too-early",
        "429 too-many-codes",
        "429 too-many-requests-from-here"
    })
    HttpResponse<?> askAgain(
            String id, @Parameter(hidden = true) ClientAddress from, @Parameter(hidden = true) IdempotencyKey key) {
        AskedAgain asked = VerificationId.parse(id)
                .map(known -> verifications.askAgain(known, from, key))
                .orElseGet(AskedAgain.Gone::new);
        return switch (asked) {
            case AskedAgain.Accepted(VerificationStatus status) ->
                HttpResponse.accepted().body(Sent.of(status));
            case AskedAgain.TooEarly(Duration pause) ->
                VerificationProblems.tooEarly(pause).toResponse();
            case AskedAgain.TooMany(Duration pause, boolean harder) ->
                VerificationProblems.tooManyCodes(pause, harder).toResponse();
            case AskedAgain.ChallengeNeeded() ->
                VerificationProblems.challengeNeeded().toResponse();
            case AskedAgain.TooManyFromHere(Duration pause) ->
                VerificationProblems.tooManyFromHere(pause).toResponse();
            case AskedAgain.Over() -> VerificationProblems.over().toResponse();
            case AskedAgain.Gone() -> VerificationProblems.noSuchVerification().toResponse();
        };
    }

    /** Tries a code. */
    @Post("/{id}/attempts")
    @ApiResponse(
            responseCode = "200",
            description = "The address is proved",
            content = @Content(schema = @Schema(implementation = Proven.class)))
    @Refusals({
        "404 no-such-thing",
        "404 no-such-verification",
        "410 code-burnt",
        "410 code-expired",
        "410 code-undeliverable",
        "410 verification-over",
        "422 wrong-code"
    })
    HttpResponse<?> attempt(HttpRequest<?> request, String id, @Body @Valid Attempt body) {
        Guess guess = VerificationId.parse(id)
                .map(known -> verifications.guess(known, body.code()))
                .orElseGet(Guess.Gone::new);
        return switch (guess) {
            case Guess.Right(Proof proof) ->
                browserDevice.mark(
                        request, proof.client(), HttpResponse.ok(new Proven(proofs.issue(proof), proof.expiresAt())));
            case Guess.Wrong(int remaining) ->
                VerificationProblems.wrongCode(remaining).toResponse();
            case Guess.Burnt() -> VerificationProblems.codeBurnt().toResponse();
            case Guess.Expired() -> VerificationProblems.codeExpired().toResponse();
            case Guess.Undeliverable() ->
                VerificationProblems.codeUndeliverable().toResponse();
            case Guess.Over() -> VerificationProblems.over().toResponse();
            case Guess.Gone() -> VerificationProblems.noSuchVerification().toResponse();
        };
    }
}
