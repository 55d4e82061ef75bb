package cn.touzhi.registration.account;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.http.Principal;
import cn.touzhi.registration.session.SessionId;
import java.time.Instant;

/**
 * Who asks, as their access token says.
 *
 * @param subject the person
 * @param session on which they ask
 * @param generation of the account's sessions that it belongs to
 * @param authenticatedAt when they last proved an address, as this very token knows
 */
record Caller(SubjectId subject, SessionId session, int generation, Instant authenticatedAt) {
    static Caller of(Principal principal) {
        return new Caller(
                principal.subject(),
                new SessionId(principal.session()),
                principal.generation(),
                principal.authenticatedAt());
    }
}
