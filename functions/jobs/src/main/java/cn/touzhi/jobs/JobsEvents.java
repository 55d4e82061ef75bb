package cn.touzhi.jobs;

import cn.touzhi.kernel.erasure.ErasureEvents;
import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.event.EventType;
import cn.touzhi.kernel.event.EventType.Datum;

/** What this room tells the others: the types of its events, declared nowhere else. */
public final class JobsEvents {
    @EventType(
            when =
                    "An employer's verification has moved. Of two, that of the higher version is the whole truth, in whichever"
                            + " order they come.",
            ofSubject = false,
            data = {
                @Datum(name = "employer", means = "id of the employer"),
                @Datum(name = "state", means = "how it stands now: `submitted`, `verified`, `returned` or `suspended`"),
                @Datum(name = "version", means = "how many times the employer has changed")
            },
            sentBy = {"JobsFunction", "JobsErasureFunction"},
            heardBy = {"JobsHearingFunction", "ResumesHearingFunction", "ApplicationsHearingFunction"})
    public static final String EMPLOYER_CHANGED = typeOf("EmployerChanged");

    @EventType(
            when =
                    "Someone began or ceased to act for an employer, or does so in another role. Of two about the same person"
                            + " and employer, that of the higher sequence is the whole truth, in whichever order they come."
                            + " Of whoever is erased nothing is told: their erasure tells every room.",
            ofSubject = true,
            data = {
                @Datum(name = "employer", means = "id of the employer"),
                @Datum(
                        name = "role",
                        means = "as what they act: `owner`, `recruiter` or `interviewer`; absent where they ceased to"),
                @Datum(name = "sequence", means = "how many times the employer's members have changed, from 1")
            },
            sentBy = "JobsFunction",
            heardBy = {"ResumesHearingFunction", "ApplicationsHearingFunction"})
    public static final String MEMBERSHIP_CHANGED = typeOf("MembershipChanged");

    @EventType(
            when =
                    "A posting that is or was open has moved, or ends at another time. Of two, that of the higher version is"
                            + " the whole truth, in whichever order they come. That its time is over is not told: it ends"
                            + " by itself then.",
            ofSubject = false,
            data = {
                @Datum(name = "posting", means = "id of the posting"),
                @Datum(name = "employer", means = "id of the employer"),
                @Datum(name = "state", means = "where it stands now: `open`, `paused`, `closed` or `expired`"),
                @Datum(name = "validThrough", means = "when it ends by itself (RFC 3339)"),
                @Datum(name = "version", means = "how many times the posting has changed")
            },
            sentBy = {"JobsFunction", "JobsHearingFunction"},
            heardBy = {"ResumesHearingFunction", "ApplicationsHearingFunction"})
    public static final String POSTING_CHANGED = typeOf("PostingChanged");

    @EventType(
            when = "Jobs has carried out an order to erase someone, and holds nothing of them but what it says. Asked"
                    + " again, it says the same again.",
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
            sentBy = "JobsErasureFunction",
            heardBy = {})
    public static final String ERASURE_REPORTED = typeOf(ErasureEvents.REPORTED);

    private JobsEvents() {}

    private static String typeOf(String name) {
        return Event.typeOf("jobs", name, 1);
    }
}
