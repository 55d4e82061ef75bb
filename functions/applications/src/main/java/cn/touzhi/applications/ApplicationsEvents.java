package cn.touzhi.applications;

import cn.touzhi.kernel.erasure.ErasureEvents;
import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.event.EventType;
import cn.touzhi.kernel.event.EventType.Datum;

/** What this room tells the others: the types of its events, declared nowhere else. */
public final class ApplicationsEvents {
    @EventType(
            when = "Someone submitted a resume to a posting.",
            ofSubject = true,
            data = {
                @Datum(name = "application", means = "id of the application"),
                @Datum(name = "version", means = "id of the version of the resume that was submitted"),
                @Datum(name = "employer", means = "id of the employer whose posting it is"),
                @Datum(name = "posting", means = "id of the posting"),
                @Datum(name = "state", means = "how it stands now: `submitted`"),
                @Datum(name = "moves", means = "how many steps it has taken")
            },
            sentBy = "ApplicationsFunction",
            heardBy = "ResumesHearingFunction")
    public static final String SUBMITTED = typeOf("ApplicationSubmitted");

    @EventType(
            when =
                    "An application took a step and goes on. Of two about the same one, that of more moves is the later.",
            ofSubject = true,
            data = {
                @Datum(name = "application", means = "id of the application"),
                @Datum(name = "version", means = "id of the version of the resume that was submitted"),
                @Datum(name = "employer", means = "id of the employer whose posting it is"),
                @Datum(name = "posting", means = "id of the posting"),
                @Datum(name = "state", means = "how it stands now"),
                @Datum(name = "moves", means = "how many steps it has taken")
            },
            sentBy = {"ApplicationsFunction", "ApplicationsTimersFunction"},
            heardBy = {})
    public static final String MOVED = typeOf("ApplicationMoved");

    @EventType(
            when = "An employer goes on with an application that it had rejected.",
            ofSubject = true,
            data = {
                @Datum(name = "application", means = "id of the application"),
                @Datum(name = "version", means = "id of the version of the resume that was submitted"),
                @Datum(name = "employer", means = "id of the employer whose posting it is"),
                @Datum(name = "posting", means = "id of the posting"),
                @Datum(name = "state", means = "how it stands now: `shortlisted`"),
                @Datum(name = "moves", means = "how many steps it has taken")
            },
            sentBy = "ApplicationsFunction",
            heardBy = "ResumesHearingFunction")
    public static final String REOPENED = typeOf("ApplicationReopened");

    @EventType(
            when =
                    "An application is over, whoever ended it: nobody may look at what was submitted any more. One that was"
                            + " rejected may be reopened within 30 days.",
            ofSubject = true,
            data = {
                @Datum(name = "application", means = "id of the application"),
                @Datum(name = "version", means = "id of the version of the resume that was submitted"),
                @Datum(name = "employer", means = "id of the employer whose posting it is"),
                @Datum(name = "posting", means = "id of the posting"),
                @Datum(
                        name = "state",
                        means =
                                "how it ended: `hired`, `offer-declined`, `rejected`, `withdrawn`, `expired` or `closed`"),
                @Datum(name = "moves", means = "how many steps it has taken")
            },
            sentBy = {"ApplicationsFunction", "ApplicationsHearingFunction", "ApplicationsTimersFunction"},
            heardBy = "ResumesHearingFunction")
    public static final String CLOSED = typeOf("ApplicationClosed");

    @EventType(
            when = "Applications has carried out an order to erase someone, and holds nothing of them but what it says."
                    + " Asked again, it says the same again.",
            ofSubject = true,
            data = {
                @Datum(name = "order", means = "id of the order"),
                @Datum(name = "at", means = "when nothing was left (RFC 3339)"),
                @Datum(name = "erased", means = "JSON object: how many items of each kind of the inventory went"),
                @Datum(
                        name = "kept",
                        means = "JSON array: what stays, each with kind, basis (a clause of the policy) and until"
                                + " (RFC 3339)")
            },
            sentBy = "ApplicationsErasureFunction",
            heardBy = {})
    public static final String ERASURE_REPORTED = typeOf(ErasureEvents.REPORTED);

    private ApplicationsEvents() {}

    private static String typeOf(String name) {
        return Event.typeOf("applications", name, 1);
    }
}
