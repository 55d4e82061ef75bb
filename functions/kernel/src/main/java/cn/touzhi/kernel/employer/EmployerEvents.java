package cn.touzhi.kernel.employer;

import cn.touzhi.kernel.event.Event;

/** The events by which rooms know how employers and postings stand; jobs declares and sends them. */
public final class EmployerEvents {
    /** An employer's verification has moved. */
    public static final String EMPLOYER_CHANGED = Event.typeOf("jobs", "EmployerChanged", 1);

    /** A posting that is or was open has moved, or ends at another time. */
    public static final String POSTING_CHANGED = Event.typeOf("jobs", "PostingChanged", 1);

    private EmployerEvents() {}
}
