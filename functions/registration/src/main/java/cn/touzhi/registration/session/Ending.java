package cn.touzhi.registration.session;

/** What came of ending a session. */
enum Ending {
    /** It is ended, now or before. */
    ENDED,
    /** The caller has no such session. */
    NOT_FOUND,
    /** The caller's own session was ended, so that the caller may end no other. */
    NOT_ADMITTED
}
