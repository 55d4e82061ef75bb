package cn.touzhi.registration.verification;

import cn.touzhi.kernel.address.Address;
import cn.touzhi.kernel.address.EmailAddress;
import cn.touzhi.kernel.address.PhoneNumbers;
import cn.touzhi.kernel.http.IdempotencyKey;
import cn.touzhi.kernel.http.Refusals;
import cn.touzhi.registration.Language;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
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
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
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
    @Refusals({"422 address-not-accepted", "422 idempotency-key-reused", "429 too-many-codes"})
    HttpResponse<?> ask(
            HttpRequest<?> request,
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
        return switch (verifications.ask(wish, key)) {
            case Asked.Accepted(VerificationStatus status) ->
                browserDevice.mark(
                        request, body.client(), HttpResponse.accepted().body(Sent.of(status)));
            case Asked.KeyReused() -> VerificationProblems.keyReused().toResponse();
            case Asked.TooMany(Duration pause) ->
                VerificationProblems.tooManyCodes(pause).toResponse();
        };
    }

    /** Tells how a verification stands. */
    @Get("/{id}")
    @ApiResponse(
            responseCode = "200",
            description = "How it stands",
            content = @Content(schema = @Schema(implementation = Standing.class)))
    @Refusals({"404 no-such-verification"})
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
    @Refusals({"404 no-such-verification", "410 verification-over", "429 too-early", "429 too-many-codes"})
    HttpResponse<?> askAgain(String id, @Parameter(hidden = true) IdempotencyKey key) {
        AskedAgain asked = VerificationId.parse(id)
                .map(known -> verifications.askAgain(known, key))
                .orElseGet(AskedAgain.Gone::new);
        return switch (asked) {
            case AskedAgain.Accepted(VerificationStatus status) ->
                HttpResponse.accepted().body(Sent.of(status));
            case AskedAgain.TooEarly(Duration pause) ->
                VerificationProblems.tooEarly(pause).toResponse();
            case AskedAgain.TooMany(Duration pause) ->
                VerificationProblems.tooManyCodes(pause).toResponse();
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

    /**
     * A request for a code.
     *
     * @param channel how the code is to come
     * @param address a phone number (without a country's prefix: of the first allowed country) or an e-mail address
     * @param purpose what the proof is for
     * @param locale to write in
     * @param client the kind of program that asks
     * @param challenge the answer to a challenge, where one was demanded
     */
    @Serdeable
    record NewVerificationRequest(
            @NotNull Channel channel,

            @NotNull @Size(min = 3, max = 320) @Schema(example = "13800138000")
            String address,

            @NotNull Purpose purpose,
            @NotNull Language locale,
            @NotNull Client client,

            @Nullable @Size(min = 1, max = 4096) @Schema(minLength = 1, maxLength = 4096)
            String challenge) {}

    /**
     * A guess.
     *
     * @param code the six digits that came
     */
    @Serdeable
    record Attempt(
            @NotNull @Pattern(regexp = "[0-9]{6}", message = "must be six digits") @Schema(example = "048213")
            String code) {}

    /**
     * A code is on its way.
     *
     * @param id names the verification
     * @param number which message counts, from 1
     * @param nextSendAt when another may be asked for
     * @param codeEndsAt when the code ends
     */
    @Serdeable
    record Sent(String id, int number, Instant nextSendAt, Instant codeEndsAt) {
        static Sent of(VerificationStatus status) {
            return new Sent(status.id().value(), status.number(), status.nextSendAt(), status.codeEndsAt());
        }
    }

    /**
     * How a verification stands.
     *
     * @param id names the verification
     * @param state of the newest message
     * @param number which message counts, from 1
     * @param nextSendAt when another may be asked for
     * @param codeEndsAt when the code ends
     * @param guessesLeft at this code
     */
    @Serdeable
    record Standing(String id, SendState state, int number, Instant nextSendAt, Instant codeEndsAt, int guessesLeft) {
        static Standing of(VerificationStatus status) {
            return new Standing(
                    status.id().value(),
                    status.state(),
                    status.number(),
                    status.nextSendAt(),
                    status.codeEndsAt(),
                    status.guessesLeft());
        }
    }

    /**
     * The address is proved.
     *
     * @param proof opens one account or session, or serves the purpose that was asked for
     * @param expiresAt when it ends
     */
    @Serdeable
    record Proven(String proof, Instant expiresAt) {}
}
