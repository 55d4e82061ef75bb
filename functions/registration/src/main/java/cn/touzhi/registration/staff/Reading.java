package cn.touzhi.registration.staff;

/** What came of reading a request. */
sealed interface Reading {
    /** It can be looked at. */
    record Understood(ActRequest request) implements Reading {}

    /**
     * It is none.
     *
     * @param detail what is asked for; nothing of what was sent
     */
    record Malformed(String detail) implements Reading {}
}
