package cn.touzhi.jobs.employer;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** How an employer's verification stands, and where it may go from there. */
public enum EmployerState {
    /** Written down, and shown to nobody. */
    DRAFT,
    /** Staff are to look at it. */
    SUBMITTED,
    /** It is what it says it is, and may open postings. */
    VERIFIED,
    /** Something is wrong; its owner may put it right and submit it again. */
    RETURNED,
    /** It may do nothing until staff have settled it. */
    SUSPENDED;

    /** Where its owner may take it. */
    public Set<EmployerState> byOwner() {
        return switch (this) {
            case DRAFT, RETURNED -> Set.of(SUBMITTED);
            case SUBMITTED, VERIFIED, SUSPENDED -> Set.of();
        };
    }

    /** Where staff may take it. */
    public Set<EmployerState> byStaff() {
        return switch (this) {
            case DRAFT, RETURNED, VERIFIED -> Set.of(SUSPENDED);
            case SUBMITTED -> Set.of(VERIFIED, RETURNED, SUSPENDED);
            case SUSPENDED -> Set.of(VERIFIED, RETURNED);
        };
    }

    /** Whether its owner may still change what it says of itself: not once staff look at it. */
    public boolean isEditable() {
        return this == DRAFT || this == RETURNED;
    }

    /** The name in JSON, in the table and in events. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The state with this {@link #text}, if there is one. */
    public static Optional<EmployerState> of(String text) {
        return Arrays.stream(values())
                .filter(state -> state.text().equals(text))
                .findFirst();
    }
}
