package cn.touzhi.registration.verification;

import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/**
 * A guess.
 *
 * @param code the six digits that came
 */
@Serdeable
record Attempt(
        @NotNull @Pattern(regexp = "[0-9]{6}", message = "must be six digits") @Schema(example = "048213")
        String code) {}
