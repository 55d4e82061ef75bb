package cn.touzhi.kernel.erasure;

import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.event.EventType;
import cn.touzhi.kernel.event.EventType.Datum;

/**
 * The order that every room obeys. What a room answers is an event of its own, {@code ErasureReported}, with the data
 * that {@link ErasureReport} gives it.
 */
public final class ErasureEvents {
    /** The name of each room's answer. */
    public static final String REPORTED = "ErasureReported";

    @EventType(
            when = "All that concerns someone is to be erased (policy 6.3, 6.5). It is said again until every room has"
                    + " answered.",
            ofSubject = true,
            data = @Datum(name = "order", means = "id of the order, by which each room answers"),
            sentBy = {},
            heardBy = {
                "ErasureFunction",
                "PrivacyErasureFunction",
                "JobsErasureFunction",
                "ResumesErasureFunction",
                "ApplicationsErasureFunction"
            })
    public static final String ORDERED = Event.typeOf("privacy", "ErasureOrdered", 1);

    /** Registration's word that an account ended by itself, upon which every room erases unasked. */
    public static final String LAPSED = Event.typeOf("registration", "AccountLapsed", 1);

    private ErasureEvents() {}
}
