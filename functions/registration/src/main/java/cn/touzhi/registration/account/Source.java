package cn.touzhi.registration.account;

import cn.touzhi.registration.verification.Client;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;
import java.util.Locale;

/** Where someone registered and accepted the policy (its clause 1 wants it on record). */
@Serdeable
public enum Source {
    /** The web site. */
    @JsonProperty("web")
    WEB,
    /** An app on a phone. */
    @JsonProperty("app")
    APP,
    /** A WeChat mini program. */
    @JsonProperty("mini-program")
    MINI_PROGRAM,
    /** A WeChat public account. */
    @JsonProperty("public-account")
    PUBLIC_ACCOUNT;

    /** Where someone is who uses {@code client}. */
    static Source from(Client client) {
        return switch (client) {
            case WEB -> WEB;
            case ANDROID, IOS -> APP;
            case MINI_PROGRAM -> MINI_PROGRAM;
        };
    }

    /** The name in JSON, in the table and in events. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The source with this {@link #text}.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Source of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
