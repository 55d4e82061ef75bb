package cn.touzhi.registration.verification;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;
import java.util.Locale;

/** How far the newest message of a verification has got. */
@Serdeable
public enum SendState {
    /** Asked for, and not decided yet. */
    @JsonProperty("sending")
    SENDING,
    /** Handed over, or possibly so: then it isn't sent again. */
    @JsonProperty("sent")
    SENT,
    /** It certainly didn't leave; its code counts no more. */
    @JsonProperty("undeliverable")
    UNDELIVERABLE;

    /** The name in JSON and in the table. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The state with this {@link #text}.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static SendState of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
