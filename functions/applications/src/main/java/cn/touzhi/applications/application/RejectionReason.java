package cn.touzhi.applications.application;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why an employer doesn't go on. None is what somebody is, only what the work asks for (clause 2.1.2; 就业促进法 3, 26). */
public enum RejectionReason {
    EXPERIENCE,
    SKILLS,
    EDUCATION,
    SALARY,
    PLACE,
    OTHER_CANDIDATE,
    POSITION_FILLED;

    /** The name in JSON and in the table. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The reason with this {@link #text}, if there is one. */
    public static Optional<RejectionReason> of(String text) {
        return Arrays.stream(values()).filter(one -> one.text().equals(text)).findFirst();
    }
}
