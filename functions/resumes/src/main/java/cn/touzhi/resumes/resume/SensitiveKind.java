package cn.touzhi.resumes.resume;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Kinds of sensitive data in a resume, each with a consent of its own (PIPL art. 29; duty 10) and each stored by itself, so
 * that withdrawing one takes away one. Identity numbers come with the application that needs one.
 */
public enum SensitiveKind {
    /** 民族. */
    ETHNIC_GROUP("ethnicGroup"),
    /** 健康状况. */
    HEALTH("health"),
    /** 政治面貌. */
    POLITICAL_STATUS("politicalStatus"),
    /** 婚姻状况. */
    MARITAL_STATUS("maritalStatus"),
    /** 身高 and 体重. */
    BODY("body"),
    /** 户口所在地 and 籍贯. */
    HOUSEHOLD("household"),
    /** 照片: which attachment it is. */
    PHOTO("photo");

    private final String attribute;

    SensitiveKind(String attribute) {
        this.attribute = attribute;
    }

    /** Under which it is stored. */
    public String attribute() {
        return attribute;
    }

    /** The purpose that its owner must have consented to, by privacy's name for it. */
    public String purpose() {
        return "resume-" + text();
    }

    /** The name by which it is released with a submission. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The kind with this {@link #text}, if there is one. */
    public static Optional<SensitiveKind> of(String text) {
        return Arrays.stream(values()).filter(kind -> kind.text().equals(text)).findFirst();
    }
}
