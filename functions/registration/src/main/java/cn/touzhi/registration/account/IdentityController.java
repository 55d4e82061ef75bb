package cn.touzhi.registration.account;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.http.Principal;
import cn.touzhi.kernel.http.Refusals;
import cn.touzhi.registration.session.DeviceSecret;
import cn.touzhi.registration.session.SessionProblems;
import cn.touzhi.registration.verification.Channel;
import cn.touzhi.registration.verification.Client;
import cn.touzhi.registration.verification.DeviceTokens;
import cn.touzhi.registration.verification.Proof;
import cn.touzhi.registration.verification.Proofs;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
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
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The addresses by which someone signs in, over HTTP. */
@Controller("/v1/accounts/me/identities")
@Tag(name = "Identities", description = "The addresses by which someone signs in")
class IdentityController {
    private final Proofs proofs;
    private final OwnIdentities own;
    private final Additions additions;
    private final Removals removals;
    private final DeviceTokens devices;

    IdentityController(Proofs proofs, OwnIdentities own, Additions additions, Removals removals, DeviceTokens devices) {
        this.proofs = proofs;
        this.own = own;
        this.additions = additions;
        this.removals = removals;
        this.devices = devices;
    }

    /** Lists the caller's addresses, and those that were removed and can be restored. */
    @Get
    @ApiResponse(
            responseCode = "200",
            description = "The addresses; a handful at most",
            content = @Content(schema = @Schema(implementation = Identities.class)))
    @Refusals({"401 session-ended"})
    HttpResponse<?> listIdentities(@Parameter(hidden = true) Principal principal) {
        return own.list(Caller.of(principal))
                .<HttpResponse<?>>map(known -> HttpResponse.ok(
                        new Identities(known.stream().map(IdentityView::of).toList())))
                .orElseGet(() -> SessionProblems.ended().toResponse());
    }

    /** Adds the address that was proved. */
    @Post
    @ApiResponse(
            responseCode = "201",
            description = "The address is the caller's, now or before",
            content = @Content(schema = @Schema(implementation = Added.class)))
    @Refusals({
        "401 session-ended",
        "403 step-up-needed",
        "409 address-in-use",
        "409 too-many-addresses",
        "410 proof-not-usable"
    })
    HttpResponse<?> addIdentity(@Parameter(hidden = true) Principal principal, @Body @Valid NewIdentity body) {
        Optional<Proof> proof = proofs.read(body.proof());
        if (proof.isEmpty()) {
            return SessionProblems.proofNotUsable().toResponse();
        }
        Caller caller = Caller.of(principal);
        boolean detach = Optional.ofNullable(body.detach()).orElse(false);
        return switch (additions.add(caller, proof.get(), detach)) {
            case IdentityOutcome.Done _ ->
                HttpResponse.status(HttpStatus.CREATED)
                        .body(added(caller.subject(), proof.get(), Optional.ofNullable(body.deviceSecret())));
            case IdentityOutcome refusal -> AccountProblems.of(refusal).toResponse();
        };
    }

    /** Removes an address, which its owner can undo for a while. */
    @Delete("/{id}")
    @ApiResponse(responseCode = "204", description = "The address is removed, now or before", content = @Content)
    @Refusals({"401 session-ended", "403 address-too-new", "403 step-up-needed", "404 no-such-thing", "409 last-address"
    })
    HttpResponse<?> removeIdentity(@Parameter(hidden = true) Principal principal, String id) {
        Caller caller = Caller.of(principal);
        IdentityOutcome outcome = removals.remove(
                caller, digest -> own.idOf(caller.subject(), digest).equals(id));
        return outcome instanceof IdentityOutcome.Done
                ? HttpResponse.noContent()
                : AccountProblems.of(outcome).toResponse();
    }

    /** Strangers can use up what an address gets of codes; a device that is known to it gets more, if it needs to undo. */
    private Added added(SubjectId subject, Proof proof, Optional<String> deviceSecret) {
        String token = deviceSecret
                .filter(secret -> proof.client() != Client.WEB)
                .map(secret -> devices.issue(secret, proof.addressDigest()))
                .orElse(null);
        return new Added(own.idOf(subject, proof.addressDigest()), proof.channel(), token);
    }

    /**
     * An address to be added.
     *
     * @param proof of it, for the purpose {@code identity}
     * @param detach whether it may be taken from an account that has not proved it for long: a number with a new holder
     * @param deviceSecret of the app's device, which is then known to the address
     */
    @Serdeable
    record NewIdentity(
            @NotNull @Size(min = 1, max = 1000) @Schema(example = "AQAAAAFx…")
            String proof,

            @Nullable Boolean detach,

            @Nullable
            @Pattern(regexp = DeviceSecret.PATTERN)
            @Schema(example = "q0Yk3hXv8m1wP5sT9bNf2cJ7dLr4gZxA6uEiHoKyV1Q")
            String deviceSecret) {}

    /**
     * An address that was added.
     *
     * @param id names it
     * @param deviceToken by which the app's device is known to it from now on, as after a sign-in
     */
    @Serdeable
    record Added(String id, Channel channel, @Nullable String deviceToken) {}

    /** The caller's addresses. */
    @Serdeable
    record Identities(List<IdentityView> identities) {
        Identities {
            identities = List.copyOf(identities);
        }
    }

    /**
     * One of them.
     *
     * @param id names it
     * @param masked enough to know it by
     * @param addedAt since when it is theirs
     * @param undoUntil how long it can be restored, if it was removed
     */
    @Serdeable
    @Schema(name = "Identity")
    record IdentityView(
            String id,
            Channel channel,
            @Schema(example = "+86138****8000") String masked,
            Instant addedAt,
            @Nullable Instant undoUntil) {
        static IdentityView of(OwnIdentities.OwnIdentity known) {
            return new IdentityView(
                    known.id(),
                    known.channel(),
                    known.masked(),
                    known.addedAt(),
                    known.undoUntil().orElse(null));
        }
    }
}
