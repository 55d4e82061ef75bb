package cn.touzhi.registration.verification;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;
import java.util.Locale;

/** What a code is asked for; it serves nothing else. */
@Serdeable
public enum Purpose {
    /** Signing in or registering: the same for both, so that asking doesn't tell whether an account exists. */
    @JsonProperty("enter")
    ENTER,
    /** Adding an address to an account. */
    @JsonProperty("identity")
    IDENTITY,
    /** Proving again that one is the owner, before something grave. */
    @JsonProperty("confirm")
    CONFIRM;

    /** The name in JSON, in the table and in digests. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The purpose with this {@link #text}.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Purpose of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
