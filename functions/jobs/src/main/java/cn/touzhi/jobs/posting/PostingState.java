package cn.touzhi.jobs.posting;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Where a posting stands, and where its employer may take it from there. */
public enum PostingState {
    /** Never shown yet. */
    DRAFT,
    /** Shown to everybody. */
    OPEN,
    /** Not shown for a while. */
    PAUSED,
    /** Over by its employer's word, or because that was suspended; for good. */
    CLOSED,
    /** Over because its time is; time alone leads here, and it may be opened again. */
    EXPIRED;

    /** Where it may go. */
    public Set<PostingState> next() {
        return switch (this) {
            case DRAFT, PAUSED, EXPIRED -> Set.of(OPEN, CLOSED);
            case OPEN -> Set.of(PAUSED, CLOSED);
            case CLOSED -> Set.of();
        };
    }

    /** Whether it ends when its time does. */
    public boolean isLive() {
        return this == OPEN || this == PAUSED;
    }

    /** The name in JSON and in the table. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The state with this {@link #text}, if there is one. */
    public static Optional<PostingState> of(String text) {
        return Arrays.stream(values())
                .filter(state -> state.text().equals(text))
                .findFirst();
    }
}
