package cn.touzhi.registration.session;

/** What came of ending all sessions but the caller's own. */
sealed interface EndingOthers {
    /** They are ended; the caller's own goes on, and its tokens say {@code grant} from the next refresh on. */
    record Ended(Grant grant) implements EndingOthers {}

    /** The caller's own session was ended, or the account may not be used. */
    record NotAdmitted() implements EndingOthers {}

    /** The caller's own session was refreshed each time meanwhile; nothing was done. */
    record Busy() implements EndingOthers {}
}
