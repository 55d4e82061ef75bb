package cn.touzhi.registration.account;

import java.time.Instant;

/** What came of accepting a version of the policy. */
sealed interface Accepted {
    /** It is accepted, now or before. */
    record Since(Instant acceptedAt) implements Accepted {}

    /** Another version holds. Nothing was done. */
    record NotCurrent(int current) implements Accepted {}

    /** There never was such a version. */
    record NoSuchVersion() implements Accepted {}

    /** The caller's session doesn't go on. Nothing was done. */
    record NotAdmitted() implements Accepted {}
}
