package cn.touzhi.registration.session;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.registration.verification.Client;
import java.time.Instant;

/**
 * What the tokens of a session say. A refresh token carries all of it, so that refreshing needs no read: but for the
 * counter nothing of it ever changes.
 *
 * @param subject whose session it is
 * @param session the session
 * @param client that opened it, which decides where its tokens travel
 * @param generation the account's when the session was opened; a higher one has ended it
 * @param counter how often the session was refreshed; only its current token has the current number
 * @param authenticatedAt when the person last proved an address
 * @param endsAt when the session ends for good
 */
record Grant(
        SubjectId subject,
        SessionId session,
        Client client,
        int generation,
        int counter,
        Instant authenticatedAt,
        Instant endsAt) {
    /** The grant that takes its place when the session is refreshed. */
    Grant next() {
        return new Grant(subject, session, client, generation, counter + 1, authenticatedAt, endsAt);
    }
}
