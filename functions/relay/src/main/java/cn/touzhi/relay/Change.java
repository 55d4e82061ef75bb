package cn.touzhi.relay;

import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.event.EventId;
import java.util.Optional;

/** What a change of an item has to tell the other rooms. */
sealed interface Change {
    /** Nothing new. */
    record Silent() implements Change {}

    /** This happened. */
    record Tells(Event event) implements Change {}

    /**
     * Something that must not be told.
     *
     * @param event its id, where it can be read
     */
    record Refused(Reason reason, Optional<EventId> event) implements Change {}

    /** Why an event is not published; it would fail every time, so it is not tried again. */
    enum Reason {
        /** What the item carries is no event. */
        UNREADABLE,
        /** It claims to come from another room than the one whose table it lies in. */
        FOREIGN,
        /** It is larger than a message may be. */
        TOO_LARGE,
        /** SNS says that it will never take it. */
        REJECTED
    }
}
