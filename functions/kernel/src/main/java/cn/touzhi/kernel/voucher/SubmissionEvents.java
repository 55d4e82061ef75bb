package cn.touzhi.kernel.voucher;

import cn.touzhi.kernel.event.Event;

/** The events by which versions stay and end with the submissions that they came with; applications sends them. */
public final class SubmissionEvents {
    /** A version was submitted. */
    public static final String SUBMITTED = Event.typeOf("applications", "ApplicationSubmitted", 1);

    /** A submission that was over goes on. */
    public static final String REOPENED = Event.typeOf("applications", "ApplicationReopened", 1);

    /** A submission is over, whoever ended it. */
    public static final String CLOSED = Event.typeOf("applications", "ApplicationClosed", 1);

    private SubmissionEvents() {}
}
