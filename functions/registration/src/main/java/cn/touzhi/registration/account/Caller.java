package cn.touzhi.registration.account;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.http.Principal;
import cn.touzhi.registration.session.SessionId;

/**
 * Who asks, as their access token says.
 *
 * @param subject the person
 * @param session on which they ask
 * @param generation of the account's sessions that it belongs to
 */
record Caller(SubjectId subject, SessionId session, int generation) {
    static Caller of(Principal principal) {
        return new Caller(principal.subject(), new SessionId(principal.session()), principal.generation());
    }
}
