package cn.touzhi.registration;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;

/** A language that we write to people in. */
@Serdeable
public enum Language {
    /** Chinese in simplified characters. */
    @JsonProperty("zh-CN")
    CHINESE("zh-CN"),
    /** English. */
    @JsonProperty("en")
    ENGLISH("en");

    private final String tag;

    Language(String tag) {
        this.tag = tag;
    }

    /** The language tag (BCP 47), as in JSON and in the table. */
    public String text() {
        return tag;
    }

    /**
     * The language with this {@link #text}.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Language of(String text) {
        for (Language language : values()) {
            if (language.tag.equals(text)) {
                return language;
            }
        }
        throw new IllegalArgumentException("no language of ours");
    }
}
