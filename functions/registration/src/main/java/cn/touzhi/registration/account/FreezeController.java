package cn.touzhi.registration.account;

import cn.touzhi.kernel.http.Problems;
import cn.touzhi.kernel.http.Refusals;
import cn.touzhi.registration.session.SessionProblems;
import cn.touzhi.registration.verification.Proof;
import cn.touzhi.registration.verification.Proofs;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Optional;

/**
 * What someone can do whose account is in wrong hands, over HTTP. None of it takes a session, since they may have none.
 */
@Controller("/v1/accounts")
@Tag(name = "Freezes", description = "What to do when an account is in wrong hands")
class FreezeController {
    private final Proofs proofs;
    private final Freezes freezes;
    private final Unfreezes unfreezes;
    private final Restorations restorations;

    FreezeController(Proofs proofs, Freezes freezes, Unfreezes unfreezes, Restorations restorations) {
        this.proofs = proofs;
        this.freezes = freezes;
        this.unfreezes = unfreezes;
        this.restorations = restorations;
    }

    /** Freezes the account that the proved address belongs to, or did before it was removed a short while ago. */
    @Post("/freeze")
    @ApiResponse(
            responseCode = "200",
            description = "The account is frozen, now or before, and all its sessions have ended",
            content = @Content(schema = @Schema(implementation = Frozen.class)))
    @Refusals({"404 no-account", "410 proof-not-usable"})
    HttpResponse<?> freeze(@Body @Valid OneProof body) {
        Optional<Proof> proof = proofs.read(body.proof());
        if (proof.isEmpty()) {
            return SessionProblems.proofNotUsable().toResponse();
        }
        return switch (freezes.freeze(proof.get())) {
            case Freezes.Freeze.Frozen(String caseId) -> HttpResponse.ok(new Frozen(caseId));
            case Freezes.Freeze.NoAccount _ -> AccountProblems.nothingToFreeze().toResponse();
            case Freezes.Freeze.ProofNotUsable _ ->
                SessionProblems.proofNotUsable().toResponse();
            case Freezes.Freeze.Busy _ -> Problems.tryAgain().toResponse();
        };
    }

    /** Unfreezes the account that both proved addresses belong to. */
    @Post("/unfreeze")
    @ApiResponse(responseCode = "204", description = "The account may be used, now or before", content = @Content)
    @Refusals({"403 address-too-new", "403 two-addresses-needed", "410 proof-not-usable"})
    HttpResponse<?> unfreeze(@Body @Valid TwoProofs body) {
        Optional<Proof> first = proofs.read(body.proof());
        Optional<Proof> second = proofs.read(body.secondProof());
        if (first.isEmpty() || second.isEmpty()) {
            return SessionProblems.proofNotUsable().toResponse();
        }
        return switch (unfreezes.unfreeze(first.get(), second.get())) {
            case Unfreezes.Unfreeze.Unfrozen _ -> HttpResponse.noContent();
            case Unfreezes.Unfreeze.NotTwoAddresses _ ->
                AccountProblems.notTwoAddresses().toResponse();
            case Unfreezes.Unfreeze.TooYoung _ ->
                AccountProblems.addressTooNew().toResponse();
            case Unfreezes.Unfreeze.ProofNotUsable _ ->
                SessionProblems.proofNotUsable().toResponse();
            case Unfreezes.Unfreeze.Busy _ -> Problems.tryAgain().toResponse();
        };
    }

    /** Gives the proved address back to the account that it was removed from a short while ago. */
    @Post("/undo-removal")
    @ApiResponse(responseCode = "204", description = "The address is the account's, now or before", content = @Content)
    @Refusals({"403 address-too-new", "404 nothing-removed", "410 proof-not-usable"})
    HttpResponse<?> undoRemoval(@Body @Valid OneProof body) {
        Optional<Proof> proof = proofs.read(body.proof());
        if (proof.isEmpty()) {
            return SessionProblems.proofNotUsable().toResponse();
        }
        return switch (restorations.restore(proof.get())) {
            case IdentityOutcome.Done _ -> HttpResponse.noContent();
            case IdentityOutcome refusal -> AccountProblems.of(refusal).toResponse();
        };
    }

    /**
     * A proof for the purpose {@code confirm}.
     *
     * @param proof of an address of the account
     */
    @Serdeable
    record OneProof(
            @NotNull @Size(min = 1, max = 1000) @Schema(example = "AQAAAAFx…")
            String proof) {}

    /**
     * Two proofs for the purpose {@code confirm}.
     *
     * @param proof of an address of the account
     * @param secondProof of another one
     */
    @Serdeable
    record TwoProofs(
            @NotNull @Size(min = 1, max = 1000) @Schema(example = "AQAAAAFx…")
            String proof,

            @NotNull @Size(min = 1, max = 1000) @Schema(example = "AQAAAAFx…")
            String secondProof) {}

    /**
     * The account is frozen.
     *
     * @param caseId names the case that was opened
     */
    @Serdeable
    record Frozen(String caseId) {}
}
