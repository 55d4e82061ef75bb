package cn.touzhi.applications.application;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How an application stands. */
public enum State {
    SUBMITTED(true),
    VIEWED(true),
    SHORTLISTED(true),
    INTERVIEW_PROPOSED(true),
    INTERVIEW_CONFIRMED(true),
    INTERVIEW_DECLINED(true),
    INTERVIEWED(true),
    OFFERED(true),
    OFFER_ACCEPTED(true),
    HIRED(false),
    OFFER_DECLINED(false),
    REJECTED(false),
    WITHDRAWN(false),
    EXPIRED(false),
    CLOSED(false);

    private final boolean live;

    State(boolean live) {
        this.live = live;
    }

    /** Whether it goes on, and the employer may look. */
    public boolean live() {
        return live;
    }

    /** The name in JSON and in the table. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The state with this {@link #text}, if there is one. */
    public static Optional<State> of(String text) {
        return Arrays.stream(values())
                .filter(state -> state.text().equals(text))
                .findFirst();
    }
}
