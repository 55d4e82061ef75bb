package cn.touzhi.privacy;

import cn.touzhi.kernel.erasure.ErasureEvents;
import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.event.EventType;
import cn.touzhi.kernel.event.EventType.Datum;

/** What this room tells the others: the types of its events, declared nowhere else. */
public final class PrivacyEvents {
    @EventType(
            when =
                    "Someone gave or withdrew a consent. Each says all that holds, so that of two the higher sequence is the"
                            + " whole truth, in whichever order they come.",
            ofSubject = true,
            data = {
                @Datum(name = "sequence", means = "how many times this person's consents have changed, from 1"),
                @Datum(name = "purpose", means = "the purpose or permission that changed"),
                @Datum(name = "given", means = "JSON array: all purposes and permissions whose consent holds now")
            },
            sentBy = "PrivacyFunction",
            heardBy = {"ResumesHearingFunction", "ApplicationsHearingFunction"})
    public static final String CONSENTS_CHANGED = typeOf("ConsentsChanged");

    @EventType(
            when =
                    "Privacy has carried out an order to erase someone, and holds nothing of them but what it says. Asked"
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
            sentBy = "PrivacyErasureFunction",
            heardBy = {})
    public static final String ERASURE_REPORTED = typeOf(ErasureEvents.REPORTED);

    private PrivacyEvents() {}

    private static String typeOf(String name) {
        return Event.typeOf("privacy", name, 1);
    }
}
