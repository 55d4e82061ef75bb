package cn.touzhi.resumes;

import cn.touzhi.kernel.erasure.ErasureEvents;
import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.event.EventType;
import cn.touzhi.kernel.event.EventType.Datum;

/** What this room tells the others: the types of its events, declared nowhere else. */
public final class ResumesEvents {
    @EventType(
            when =
                    "Resumes has carried out an order to erase someone, and holds nothing of them but what it says. Asked"
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
            sentBy = "ResumesErasureFunction",
            heardBy = {})
    public static final String ERASURE_REPORTED = typeOf(ErasureEvents.REPORTED);

    private ResumesEvents() {}

    private static String typeOf(String name) {
        return Event.typeOf("resumes", name, 1);
    }
}
