package cn.touzhi.jobs.employer;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why an employer's verification moved, and where each reason leads. */
public enum ReasonCode {
    /** Licence, name and authorisation agree with the register. */
    DOCUMENTS_MATCH(EmployerState.VERIFIED),
    /** The name is not the one that the code is registered under. */
    NAME_MISMATCH(EmployerState.RETURNED),
    /** The licence is not the one that it says. */
    LICENCE_MISMATCH(EmployerState.RETURNED),
    /** Nothing shows that the agent may act. */
    AUTHORISATION_UNPROVED(EmployerState.RETURNED),
    /** What it posted was not so. */
    FALSE_POSTINGS(EmployerState.SUSPENDED),
    /** People complained of it, and that is looked into. */
    COMPLAINTS(EmployerState.SUSPENDED),
    /** The state took its licence. */
    LICENCE_REVOKED(EmployerState.SUSPENDED),
    /** Whoever owned it has gone; the platform says so itself, never staff. */
    NO_OWNER(EmployerState.SUSPENDED);

    private final EmployerState leadsTo;

    ReasonCode(EmployerState leadsTo) {
        this.leadsTo = leadsTo;
    }

    /** The state that it is a reason for. */
    public EmployerState leadsTo() {
        return leadsTo;
    }

    /** Whether staff may give it. */
    public boolean isForStaff() {
        return this != NO_OWNER;
    }

    /** The name in JSON and in the table. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The reason with this {@link #text}, if there is one. */
    public static Optional<ReasonCode> of(String text) {
        return Arrays.stream(values())
                .filter(reason -> reason.text().equals(text))
                .findFirst();
    }
}
