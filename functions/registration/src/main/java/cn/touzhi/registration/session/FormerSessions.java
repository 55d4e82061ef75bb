package cn.touzhi.registration.session;

import cn.touzhi.kernel.log.OperationLog;
import io.micronaut.http.HttpRequest;

/**
 * Ends the session that a browser carries when somebody signs in there anew (ASVS 5, 7.2.4): its cookie is gone with
 * the answer, and whoever has a copy of it must not go on.
 */
public final class FormerSessions {
    private final Sessions sessions;
    private final TokenTravel travel;
    private final OperationLog log;

    FormerSessions(Sessions sessions, TokenTravel travel, OperationLog log) {
        this.sessions = sessions;
        this.travel = travel;
        this.log = log;
    }

    /**
     * Ends what {@code request} carried before {@code opened} took its place. Never fails: the new session is open, and
     * the former one ends by itself in time.
     */
    public void replace(HttpRequest<?> request, Session opened) {
        travel.formerOf(request, opened).ifPresent(former -> {
            SessionId session = former.grant().session();
            try {
                if (sessions.replace(former.grant(), former.secret())) {
                    log.event("session-replaced").with("session", session).write();
                }
            } catch (RuntimeException fault) {
                log.event("session-not-replaced")
                        .with("session", session)
                        .with(fault)
                        .write();
            }
        });
    }
}
