package cn.touzhi.registration.verification;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;
import java.util.Locale;

/** How a code reaches a person. */
@Serdeable
public enum Channel {
    /** By short message to a mobile phone. */
    @JsonProperty("sms")
    SMS,
    /** By e-mail. */
    @JsonProperty("email")
    EMAIL;

    /** The name in JSON, in the table and in digests. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The channel with this {@link #text}.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Channel of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
