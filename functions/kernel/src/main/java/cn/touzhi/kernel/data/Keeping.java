package cn.touzhi.kernel.data;

import java.time.Duration;
import java.util.Optional;

/** How long personal data is kept (policy 5.1.3: the shortest time that the purpose needs). */
public enum Keeping {
    /** Twenty minutes: a code's life and its proof's. */
    VERIFICATION(Duration.ofMinutes(20)),
    /** Two hours: longer than any access token that it refuses. */
    STANDING(Duration.ofHours(2)),
    /** A day: whoever has not heard of it by then, need not hear of it any more. */
    NOTICE(Duration.ofDays(1)),
    /** A day and a code's life after the last use: the widest window of a limit. */
    LIMIT(Duration.ofHours(25)),
    /** Two days: the life of a key of the day. */
    KEY_OF_THE_DAY(Duration.ofDays(2)),
    /** A week: an event that has left already, kept for replaying. */
    EVENT(Duration.ofDays(7)),
    /** Thirty days: an exam or an interview is over by then (policy 2.1.2: deleted when it has served). */
    IDENTITY_NUMBER(Duration.ofDays(30)),
    /** A session's own end, at most 180 days. */
    SESSION(Duration.ofDays(180)),
    /** Three years from the end of a service: what the law has platforms keep of it (网络招聘服务管理规定). */
    LEGAL_RECORD(Duration.ofDays(1096)),
    /** As long as the account. */
    ACCOUNT(null),
    /** For good: an opaque id and nothing else, so that nothing late brings back what was erased. */
    FENCE(null);

    private final Duration limit;

    Keeping(Duration limit) {
        this.limit = limit;
    }

    /** The longest time; empty where the account's own life decides, or nothing. */
    public Optional<Duration> limit() {
        return Optional.ofNullable(limit);
    }
}
