package cn.touzhi.privacy.policy;

import cn.touzhi.kernel.http.EntityTag;
import cn.touzhi.kernel.http.Problems;
import cn.touzhi.kernel.http.Refusals;
import cn.touzhi.kernel.policy.Policies;
import cn.touzhi.kernel.policy.Policy;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDate;
import java.util.Optional;

/** The privacy policy, for everybody. */
@Controller("/v1/policies")
@Tag(name = "Policies", description = "The privacy policy")
class PolicyController {
    private final Policies policies;

    PolicyController(Policies policies) {
        this.policies = policies;
    }

    /** The version that whoever registers must accept. */
    @Get("/current")
    @ApiResponse(
            responseCode = "200",
            description = "The version",
            content = @Content(schema = @Schema(implementation = PolicyView.class)))
    @ApiResponse(responseCode = "304", description = "The client has it", content = @Content)
    HttpResponse<?> current(HttpRequest<?> request) {
        return answer(request, policies.current(), "public, max-age=300");
    }

    /** One version, however old. */
    @Get("/{version}")
    @ApiResponse(
            responseCode = "200",
            description = "The version",
            content = @Content(schema = @Schema(implementation = PolicyView.class)))
    @ApiResponse(responseCode = "304", description = "The client has it", content = @Content)
    @Refusals({"404 no-such-thing"})
    HttpResponse<?> version(HttpRequest<?> request, String version) {
        return parse(version)
                .flatMap(policies::version)
                .<HttpResponse<?>>map(policy -> answer(request, policy, "public, max-age=31536000, immutable"))
                .orElseGet(() -> Problems.noSuchThing().toResponse());
    }

    private static HttpResponse<?> answer(HttpRequest<?> request, Policy policy, String caching) {
        return new EntityTag(policy.sha256()).answer(request, caching, () -> HttpResponse.ok(PolicyView.of(policy)));
    }

    private static Optional<Integer> parse(String version) {
        return version.matches("[1-9][0-9]{0,3}") ? Optional.of(Integer.valueOf(version)) : Optional.empty();
    }

    /** A version of the privacy policy. */
    @Serdeable
    @Schema(name = "Policy")
    record PolicyView(
            @Schema(description = "Number of the version", example = "4")
            int version,

            @Schema(description = "Name of the version", example = "2021年6月 第4版")
            String name,

            @Schema(description = "Date of the version") LocalDate date,

            @Schema(description = "Lower-case hexadecimal SHA-256 of the text in UTF-8")
            String sha256,

            @Schema(description = "Language of the text (BCP 47)", example = "zh-CN")
            String language,

            @Schema(description = "The whole text") String text) {
        static PolicyView of(Policy policy) {
            return new PolicyView(
                    policy.version(), policy.name(), policy.date(), policy.sha256(), policy.language(), policy.text());
        }
    }
}
