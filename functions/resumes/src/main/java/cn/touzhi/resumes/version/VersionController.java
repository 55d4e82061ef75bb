package cn.touzhi.resumes.version;

import cn.touzhi.kernel.RandomText;
import cn.touzhi.kernel.http.IdempotencyKey;
import cn.touzhi.kernel.http.Principal;
import cn.touzhi.kernel.http.Problems;
import cn.touzhi.kernel.http.Refusals;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;

/** Versions of resumes over HTTP, for their owners. */
@Controller("/v1/resumes/{id}/versions")
@Tag(name = "Resumes", description = "What somebody says of themselves to find work")
class VersionController {
    private final NewVersions versions;

    VersionController(NewVersions versions) {
        this.versions = versions;
    }

    /** Freezes a resume, to submit it: later changes don't reach what was frozen. */
    @Post
    @ApiResponse(
            responseCode = "201",
            description = "The version is there, now or before",
            content = @Content(schema = @Schema(implementation = VersionFrozen.class)))
    @Refusals({
        "401 session-ended",
        "404 no-such-thing",
        "409 attachment-not-clean",
        "409 resume-incomplete",
        "422 idempotency-key-reused"
    })
    HttpResponse<?> freezeResume(
            @Parameter(hidden = true) Principal principal, @Parameter(hidden = true) IdempotencyKey key, String id) {
        if (!RandomText.matches(id)) {
            return Problems.noSuchThing().toResponse();
        }
        return versions.freeze(principal, id, key)
                .answer(frozen -> HttpResponse.status(HttpStatus.CREATED).body(VersionFrozen.of(frozen)));
    }

    /**
     * A version of a resume.
     *
     * @param receipt to be submitted with
     */
    @Serdeable
    record VersionFrozen(
            @Schema(description = "Names the version") String id,

            @Schema(description = "SHA-256 of what is stored of it")
            String hash,

            @Schema(description = "What can be released with a submission, beyond what its recipient sees anyway")
            List<String> releasable,

            int completeness,

            @Schema(description = "Confirms the version to whoever it is submitted to; good for its subject alone")
            String receipt,

            @Schema(description = "Until when it can be submitted")
            Instant expiresAt) {
        static VersionFrozen of(NewVersions.Frozen frozen) {
            return new VersionFrozen(
                    frozen.receipt().version(),
                    frozen.receipt().hash(),
                    frozen.receipt().fields().stream().sorted().toList(),
                    frozen.receipt().completeness(),
                    frozen.text(),
                    frozen.receipt().expiresAt());
        }
    }
}
