package cn.touzhi.resumes.resume;

import java.util.Locale;

/** Whom a resume is for, beside those to whom it is submitted. */
public enum Visibility {
    /** Nobody: so it is until its owner says otherwise. */
    CONFIDENTIAL,
    /** Employers who search. */
    PUBLIC;

    /** The name in JSON and in the table. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one with this {@link #text}. */
    public static Visibility of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
