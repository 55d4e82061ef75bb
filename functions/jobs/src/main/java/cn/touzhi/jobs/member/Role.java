package cn.touzhi.jobs.member;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a member may do for an employer. */
public enum Role {
    /** Everything: who belongs to it, what it says of itself, what it posts. */
    OWNER,
    /** What it posts. */
    RECRUITER,
    /** Looking. */
    INTERVIEWER;

    /** Whether they decide on the employer and its members. */
    public boolean mayManage() {
        return this == OWNER;
    }

    /** Whether they write postings. */
    public boolean mayPost() {
        return this != INTERVIEWER;
    }

    /** Whether they may look at what the employer has. */
    public boolean mayLook() {
        return true;
    }

    /** One of the employer's owners, of whom it keeps one, or none. */
    public int owners() {
        return this == OWNER ? 1 : 0;
    }

    /** The name in JSON and in the table. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role with this {@link #text}, if there is one. */
    public static Optional<Role> of(String text) {
        return Arrays.stream(values()).filter(role -> role.text().equals(text)).findFirst();
    }
}
