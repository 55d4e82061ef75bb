package cn.touzhi.registration.session;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.crypto.DataKey;
import cn.touzhi.kernel.crypto.SubjectKeys;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Shows people where they are signed in, in one read of all that lies under their account. */
public final class OwnSessions {
    private final AccountReads accounts;
    private final SubjectKeys subjectKeys;
    private final Clock clock;

    public OwnSessions(AccountReads accounts, SubjectKeys subjectKeys, Clock clock) {
        this.accounts = accounts;
        this.subjectKeys = subjectKeys;
        this.clock = clock;
    }

    /**
     * The sessions of {@code subject} that go on, the newest used first; empty where {@code own} of {@code generation}
     * is none of them, or the account may not be used.
     */
    Optional<List<OwnSession>> of(SubjectId subject, SessionId own, int generation) {
        Instant now = clock.instant();
        return accounts.of(subject)
                .filter(holdings -> holdings.standing().admits(generation)
                        && holdings.openSession(own, now).isPresent())
                .map(holdings -> show(holdings.openSessions(now).reversed(), own));
    }

    private List<OwnSession> show(List<Session> open, SessionId own) {
        Optional<DataKey> key = open.stream()
                .filter(session -> session.deviceName().isPresent())
                .findFirst()
                .flatMap(named -> subjectKeys.of(named.subject()));
        return open.stream()
                .map(session -> new OwnSession(
                        session.id(),
                        session.id().equals(own),
                        key.flatMap(session::nameUnder),
                        session.client(),
                        session.country(),
                        session.createdAt(),
                        session.rotatedAt()))
                .toList();
    }
}
