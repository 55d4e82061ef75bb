package cn.touzhi.kernel.standing;

import cn.touzhi.kernel.event.Event;

/**
 * The events by which every room refuses tokens that were good before, which registration declares and sends, and knows
 * what someone consents to, and for whom they act.
 */
public final class StandingEvents {
    /** A session was ended before its time. */
    public static final String SESSION_ENDED = Event.typeOf("registration", "SessionEnded", 1);

    /** All sessions of lower generations were. */
    public static final String SESSIONS_ENDED = Event.typeOf("registration", "SessionsEnded", 1);

    /** Someone gave or withdrew a consent; privacy declares and sends it. */
    public static final String CONSENTS_CHANGED = Event.typeOf("privacy", "ConsentsChanged", 1);

    /** Someone began or ceased to act for an employer, or does so in another role; jobs declares and sends it. */
    public static final String MEMBERSHIP_CHANGED = Event.typeOf("jobs", "MembershipChanged", 1);

    private StandingEvents() {}
}
