package cn.touzhi.registration.challenge;

import cn.touzhi.kernel.http.Problems;
import cn.touzhi.kernel.http.Refusals;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.altcha.altcha.Altcha;

/** Proof of work for who asks for many codes, over HTTP. */
@Controller("/v1/challenge")
@Tag(name = "Verifications", description = "Proving that an address is one's own")
class ChallengeController {
    private final ProofOfWork work;

    ChallengeController(ProofOfWork work) {
        this.work = work;
    }

    /** Sets a challenge, as ALTCHA's widget expects it. Its payload goes into the field {@code challenge}. */
    @Get
    @ApiResponse(
            responseCode = "200",
            description = "A challenge",
            content = @Content(schema = @Schema(implementation = Challenge.class)))
    @Refusals({"400 malformed-request"})
    HttpResponse<?> next(
            @QueryValue(defaultValue = "normal") @Parameter(schema = @Schema(allowableValues = {"normal", "harder"}))
                    String level) {
        return Level.of(level)
                .<HttpResponse<?>>map(known -> HttpResponse.ok(asWritten(work.next(known))))
                .orElseGet(() ->
                        Problems.malformed("The level is normal or harder").toResponse());
    }

    private static Challenge asWritten(Altcha.Challenge challenge) {
        return new Challenge(
                challenge.algorithm, challenge.challenge, challenge.maxnumber, challenge.salt, challenge.signature);
    }
}
