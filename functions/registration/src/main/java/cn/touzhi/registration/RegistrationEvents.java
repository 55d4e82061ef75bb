package cn.touzhi.registration;

import cn.touzhi.kernel.erasure.ErasureEvents;
import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.event.EventType;
import cn.touzhi.kernel.event.EventType.Datum;
import cn.touzhi.kernel.standing.StandingEvents;

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
            heardBy = "PrivacyHearingFunction")
    public static final String ACCOUNT_REGISTERED = typeOf("AccountRegistered", 1);

    @EventType(
            when = "A session was ended before its time; access tokens that carry it count no more.",
            ofSubject = true,
            data = @Datum(name = "session", means = "id of the session"),
            sentBy = "RegistrationFunction",
            heardBy = {
                "PrivacyHearingFunction",
                "JobsHearingFunction",
                "ResumesHearingFunction",
                "ApplicationsHearingFunction"
            })
    public static final String SESSION_ENDED = StandingEvents.SESSION_ENDED;

    @EventType(
            when = "All sessions of an account but one at most were ended; access tokens of lower generations count no"
                    + " more.",
            ofSubject = true,
            data = @Datum(name = "generation", means = "the lowest that counts"),
            sentBy = {"RegistrationFunction", "StaffFunction"},
            heardBy = {
                "PrivacyHearingFunction",
                "JobsHearingFunction",
                "ResumesHearingFunction",
                "ApplicationsHearingFunction"
            })
    public static final String SESSIONS_ENDED = StandingEvents.SESSIONS_ENDED;

    @EventType(
            when = "Someone signed in on a further session.",
            ofSubject = true,
            data = @Datum(name = "session", means = "id of the session"),
            sentBy = "RegistrationFunction",
            heardBy = {})
    public static final String SESSION_OPENED = typeOf("SessionOpened", 1);

    @EventType(
            when = "The addresses of an account changed: one was added, removed, restored or detached.",
            ofSubject = true,
            data = @Datum(name = "change", means = "what happened: added, removed, restored, detached"),
            sentBy = {"RegistrationFunction", "StaffFunction"},
            heardBy = {})
    public static final String IDENTITIES_CHANGED = typeOf("IdentitiesChanged", 1);

    @EventType(
            when = "Someone who proved an address of an account, or whom staff believes, reported it as in wrong hands;"
                    + " nobody may use it now.",
            ofSubject = true,
            data = @Datum(name = "case", means = "id of the case that this opens"),
            sentBy = {"RegistrationFunction", "StaffFunction"},
            heardBy = {})
    public static final String ACCOUNT_FROZEN = typeOf("AccountFrozen", 1);

    @EventType(
            when = "A frozen account may be used again.",
            ofSubject = true,
            data = {
                @Datum(name = "case", means = "id of the case that this closes"),
                @Datum(name = "by", means = "who decided: owner, staff")
            },
            sentBy = {"RegistrationFunction", "StaffFunction"},
            heardBy = {})
    public static final String ACCOUNT_UNFROZEN = typeOf("AccountUnfrozen", 1);

    @EventType(
            when = "An account lost its last address to a new holder of the number; nobody may use it now.",
            ofSubject = true,
            data = @Datum(name = "erasedFrom", means = "when it is erased unless it gets an address (RFC 3339)"),
            sentBy = "RegistrationFunction",
            heardBy = {})
    public static final String ACCOUNT_STRANDED = typeOf("AccountStranded", 1);

    @EventType(
            when = "An account that got no address any more is closed for good; whatever there is of its owner goes.",
            ofSubject = true,
            data = @Datum(name = "at", means = "when (RFC 3339)"),
            sentBy = "KeysFunction",
            heardBy = {
                "ErasureFunction",
                "PrivacyErasureFunction",
                "JobsErasureFunction",
                "ResumesErasureFunction",
                "ApplicationsErasureFunction"
            })
    public static final String ACCOUNT_LAPSED = ErasureEvents.LAPSED;

    @EventType(
            when = "Someone who is registered accepted a newer version of the policy.",
            ofSubject = true,
            data = {
                @Datum(name = "policyVersion", means = "version of the policy that was accepted"),
                @Datum(name = "acceptedAt", means = "when it was accepted (RFC 3339)"),
                @Datum(name = "source", means = "where: web, app, mini-program")
            },
            sentBy = "RegistrationFunction",
            heardBy = "PrivacyHearingFunction")
    public static final String POLICY_ACCEPTED = typeOf("PolicyAccepted", 1);

    @EventType(
            when = "Someone is to be told, at an address of theirs, of something that happened to their account.",
            ofSubject = true,
            data = @Datum(name = "notice", means = "id of the notice that holds address and occasion, sealed"),
            sentBy = {"RegistrationFunction", "StaffFunction"},
            heardBy = "SendingFunction")
    public static final String NOTICE_REQUESTED = typeOf("NoticeRequested", 2);

    @EventType(
            when = "The same as it was said before a notice lay under its subject.",
            ofSubject = false,
            data = @Datum(name = "notice", means = "id of the notice that holds address and occasion, sealed"),
            sentBy = {},
            heardBy = "SendingFunction")
    public static final String NOTICE_REQUESTED_V1 = typeOf("NoticeRequested", 1);

    @EventType(
            when = "Registration has carried out an order to erase someone, and holds nothing of them but what it says."
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
            sentBy = "ErasureFunction",
            heardBy = {})
    public static final String ERASURE_REPORTED = typeOf(ErasureEvents.REPORTED, 1);

    private RegistrationEvents() {}

    private static String typeOf(String name, int version) {
        return Event.typeOf("registration", name, version);
    }
}
