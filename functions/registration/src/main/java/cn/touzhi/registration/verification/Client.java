package cn.touzhi.registration.verification;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;
import java.util.Locale;

/** The kind of program that asks: it decides the form of the message and where tokens travel. */
@Serdeable
public enum Client {
    /** A browser: codes are bound to the site, tokens travel in cookies. */
    @JsonProperty("web")
    WEB,
    /** The Android app: the message carries the app's hash. */
    @JsonProperty("android")
    ANDROID,
    /** The iOS app. */
    @JsonProperty("ios")
    IOS,
    /** A WeChat mini program. */
    @JsonProperty("mini-program")
    MINI_PROGRAM;

    /** The name in JSON, in the table and in digests. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The client with this {@link #text}.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Client of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
