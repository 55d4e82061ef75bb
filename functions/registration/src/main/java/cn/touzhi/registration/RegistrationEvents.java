package cn.touzhi.registration;

import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.event.EventType;
import cn.touzhi.kernel.event.EventType.Datum;

/** What this room tells the others, and itself: the types of its events, declared nowhere else. */
public final class RegistrationEvents {
    @EventType(
            when = "Someone asked for a code, and it has not been sent yet.",
            ofSubject = false,
            data = {
                @Datum(name = "verification", means = "id of the verification that holds the code, sealed"),
                @Datum(name = "number", means = "which of its messages is to be sent, from 1; only the newest counts")
            },
            sentBy = "RegistrationFunction",
            heardBy = "SendingFunction")
    public static final String CODE_REQUESTED = typeOf("CodeRequested", 1);

    @EventType(
            when = "Someone registered, and accepted the policy in doing so.",
            ofSubject = true,
            data = {
                @Datum(name = "policyVersion", means = "version of the policy that was accepted"),
                @Datum(name = "acceptedAt", means = "when it was accepted (RFC 3339)"),
                @Datum(name = "source", means = "where the account was opened: web, app, mini-program, public-account"),
                @Datum(name = "locale", means = "language to write to this person in: zh-CN, en")
            },
            sentBy = "RegistrationFunction",
            heardBy = {})
    public static final String ACCOUNT_REGISTERED = typeOf("AccountRegistered", 1);

    @EventType(
            when = "A session was ended before its time; access tokens that carry it count no more.",
            ofSubject = true,
            data = @Datum(name = "session", means = "id of the session"),
            sentBy = "RegistrationFunction",
            heardBy = {})
    public static final String SESSION_ENDED = typeOf("SessionEnded", 1);

    private RegistrationEvents() {}

    private static String typeOf(String name, int version) {
        return Event.typeOf("registration", name, version);
    }
}
