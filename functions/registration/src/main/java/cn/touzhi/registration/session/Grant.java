package cn.touzhi.registration.session;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.registration.verification.Client;
import java.time.Instant;

/**
 * What the tokens of a session say. A refresh token carries all of it, so that refreshing needs no read: nothing of it
 * ever changes but the counter, and the generation where the session went along while all others were ended.
 *
 * @param subject whose session it is
 * @param session the session
 * @param client that opened it, which decides where its tokens travel
 * @param generation the account's that the session belongs to; a higher one has ended it
 * @param counter how often the session was refreshed; only its current token has the current number
 * @param staff whether they carry the scope {@code staff}
 * @param authenticatedAt when the person last proved an address
 * @param endsAt when the session ends for good
 */
record Grant(
        SubjectId subject,
        SessionId session,
        Client client,
        int generation,
        int counter,
        boolean staff,
        Instant authenticatedAt,
        Instant endsAt) {
    /** The grant that takes its place when the session is refreshed. */
    Grant next() {
        return new Grant(subject, session, client, generation, counter + 1, staff, authenticatedAt, endsAt);
    }

    /** The grant that takes its place when the session goes along into {@code newer}. */
    Grant inGeneration(int newer) {
        return new Grant(subject, session, client, newer, counter, staff, authenticatedAt, endsAt);
    }

    /** The same for an access token that says when the person has just proved an address again. */
    Grant confirmedAt(Instant at) {
        return new Grant(subject, session, client, generation, counter, staff, at, endsAt);
    }
}
