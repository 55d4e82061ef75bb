package cn.touzhi.registration.verification;

import cn.touzhi.registration.Language;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * A request for a code.
 *
 * @param channel how the code is to come
 * @param address a phone number (without a country's prefix: of the first allowed country) or an e-mail address
 * @param purpose what the proof is for
 * @param locale to write in
 * @param client the kind of program that asks
 * @param challenge the answer to a challenge, where one was demanded: the payload that ALTCHA's widget gives
 * @param deviceToken of an app on which somebody has signed in; a browser brings it as a cookie
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
        String challenge,

        @Nullable @Size(min = 1, max = 500) @Schema(minLength = 1, maxLength = 500)
        String deviceToken) {}
