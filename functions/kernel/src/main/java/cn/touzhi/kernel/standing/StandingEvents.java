package cn.touzhi.kernel.standing;

import cn.touzhi.kernel.event.Event;

/** The events by which every room refuses tokens that were good before; registration declares and sends them. */
public final class StandingEvents {
    /** A session was ended before its time. */
    public static final String SESSION_ENDED = Event.typeOf("registration", "SessionEnded", 1);

    /** All sessions of lower generations were. */
    public static final String SESSIONS_ENDED = Event.typeOf("registration", "SessionsEnded", 1);

    private StandingEvents() {}
}
