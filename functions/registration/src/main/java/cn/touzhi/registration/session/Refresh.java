package cn.touzhi.registration.session;

/** What came of refreshing a session. */
sealed interface Refresh {
    /** It goes on; {@code grant} is its current one. */
    record Continued(Grant grant) implements Refresh {}

    /** It doesn't. */
    record Refused(Reason reason) implements Refresh {}

    /** Why a session doesn't go on. */
    enum Reason {
        /** The token is none of ours, or that of a session that is long gone. */
        UNKNOWN,
        /** It was ended before. */
        ENDED,
        /** Nobody refreshed it for too long. */
        IDLE,
        /** It had lasted as long as any may. */
        OVER,
        /** All sessions of the account were ended, or the account may not be used. */
        NOT_ADMITTED,
        /** The token had been replaced already; the session was ended for it. */
        TOKEN_REUSED,
        /** The token came with another device's secret; the session was ended for it. */
        OTHER_DEVICE
    }
}
