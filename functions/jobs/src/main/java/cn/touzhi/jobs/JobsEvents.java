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
            heardBy = {"JobsHearingFunction"})
    public static final String EMPLOYER_CHANGED = typeOf("EmployerChanged");

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
