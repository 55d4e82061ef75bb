package cn.touzhi.registration.session;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.crypto.DataKey;
import cn.touzhi.kernel.crypto.KeyedDigest;
import cn.touzhi.kernel.dynamo.Transactions;
import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.event.EventId;
import cn.touzhi.kernel.log.OperationLog;
import cn.touzhi.registration.RegistrationEvents;
import cn.touzhi.registration.SubjectEvent;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** The sessions in the table: opened, refreshed and ended. */
public final class Sessions {
    private final Transactions transactions;
    private final String table;
    private final SessionActions actions;
    private final KeyedDigest deviceSecrets;
    private final SessionTerms terms;
    private final Clock clock;
    private final SecureRandom random;
    private final OperationLog log;

    /** @param deviceSecrets whose key serves the secrets of devices and nothing else */
    public Sessions(
            Transactions transactions,
            String table,
            KeyedDigest deviceSecrets,
            SessionTerms terms,
            Clock clock,
            SecureRandom random,
            OperationLog log) {
        this.transactions = transactions;
        this.table = table;
        this.actions = new SessionActions(table);
        this.deviceSecrets = deviceSecrets;
        this.terms = terms;
        this.clock = clock;
        this.random = random;
        this.log = log;
    }

    /**
     * A session that holds once the transaction that contains {@link #put} has succeeded.
     *
     * @param staff whether its tokens carry the scope {@code staff}
     * @param key the subject's own, to seal the device's name
     */
    public Session begin(SubjectId subject, int generation, boolean staff, Device device, Optional<DataKey> key) {
        SessionId id = SessionId.random(random);
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant idleEndsAt = now.plus(terms.idle());
        return new Session(
                subject,
                id,
                generation,
                0,
                deviceSecrets.of(id.value(), device.secret().value()),
                device.name().flatMap(name -> key.map(own -> Session.sealName(own, name, subject, id, random))),
                device.client(),
                device.country(),
                staff,
                Optional.empty(),
                Optional.empty(),
                now,
                now,
                now,
                idleEndsAt,
                now.plus(terms.lifetime()),
                Optional.empty(),
                Optional.empty(),
                idleEndsAt);
    }

    /** The action that stores a new session. */
    public TransactWriteItem put(Session session) {
        return actions.put(session);
    }

    /** The action that ends a session of {@code subject}'s before its time. */
    TransactWriteItem end(SubjectId subject, SessionId session, EndReason reason) {
        return actions.end(subject, session, reason, clock.instant());
    }

    /** The action that tells the other rooms of it. */
    TransactWriteItem tellEnd(SubjectId subject, SessionId session) {
        return SubjectEvent.of(subject, ended(subject, session, clock.instant()))
                .put(table);
    }

    /** Lets a transaction fail unless {@code session} is there and was not ended. */
    public TransactWriteItem goesOn(SubjectId subject, SessionId session) {
        return actions.goesOn(subject, session);
    }

    /** Whether {@code secret} is that of the device on which {@code session} was opened. */
    boolean isOn(Session session, DeviceSecret secret) {
        return deviceSecrets.matches(session.deviceDigest(), session.id().value(), secret.value());
    }

    /**
     * Replaces the token that says {@code grant}.
     *
     * <p>The token before the current one, from the same device and soon after, gets the current one again: its answer
     * was lost, or two tabs asked at once. One of a generation that the session has left, going along while all others
     * were ended, counts as if it were of the present one: the answer that brought that was lost. Whatever else comes
     * with a token of ours but an outdated one is theft, and the session is ended before the answer is given.
     */
    Refresh refresh(Grant grant, DeviceSecret secret) {
        return logged(grant, rotate(grant, secret));
    }

    private Refresh rotate(Grant grant, DeviceSecret secret) {
        Instant now = clock.instant();
        EnumMap<Part, TransactWriteItem> parts = new EnumMap<>(Part.class);
        byte[] digest = deviceSecrets.of(grant.session().value(), secret.value());
        parts.put(Part.SESSION, actions.rotate(grant, digest, now, now.plus(terms.idle())));
        parts.put(Part.ACCOUNT, AccountStanding.checkForRefresh(table, grant.subject(), grant.generation()));
        return switch (transactions.write(parts)) {
            case Transactions.Done<Part> _ -> new Refresh.Continued(grant.next());
            case Transactions.Refused<Part>(var found) -> explain(grant, secret, found, now);
        };
    }

    /** Ends a session of the caller's, which is {@code own} or another of the same subject. */
    Ending end(SubjectId subject, SessionId own, int generation, SessionId which) {
        EnumMap<Part, TransactWriteItem> parts = ending(subject, which, EndReason.SIGNED_OUT);
        if (!own.equals(which)) {
            parts.put(Part.CALLER, actions.goesOn(subject, own));
            parts.put(Part.ACCOUNT, AccountStanding.check(table, subject, generation));
        }
        return switch (transactions.write(parts)) {
            case Transactions.Done<Part> _ -> {
                log.event("session-ended").with("session", which).write();
                yield Ending.ENDED;
            }
            case Transactions.Refused<Part>(var found) -> {
                if (found.containsKey(Part.CALLER) || found.containsKey(Part.ACCOUNT)) {
                    yield Ending.NOT_ADMITTED;
                }
                yield found.getOrDefault(Part.SESSION, Map.of()).isEmpty() ? Ending.NOT_FOUND : Ending.ENDED;
            }
        };
    }

    /**
     * Ends the session of {@code grant}, if it goes on and is on the device with {@code secret}, which has another now.
     *
     * @return whether it was ended by this
     */
    boolean replace(Grant grant, DeviceSecret secret) {
        byte[] digest = deviceSecrets.of(grant.session().value(), secret.value());
        EnumMap<Part, TransactWriteItem> parts = ending(grant.subject(), grant.session(), EndReason.REPLACED);
        parts.put(Part.SESSION, actions.replace(grant, digest, clock.instant()));
        return transactions.write(parts) instanceof Transactions.Done<Part>;
    }

    private Refresh logged(Grant grant, Refresh outcome) {
        if (outcome instanceof Refresh.Refused(Refresh.Reason reason)) {
            log.event("refresh-refused")
                    .with("session", grant.session())
                    .with("reason", reason)
                    .write();
        }
        return outcome;
    }

    private Refresh explain(
            Grant grant, DeviceSecret secret, Map<Part, Map<String, AttributeValue>> found, Instant now) {
        if (!found.containsKey(Part.SESSION)) {
            return new Refresh.Refused(Refresh.Reason.NOT_ADMITTED);
        }
        if (found.get(Part.SESSION).isEmpty()) {
            return new Refresh.Refused(Refresh.Reason.UNKNOWN);
        }
        Session session = Session.of(found.get(Part.SESSION));
        if (!session.isAliveAt(now)) {
            return new Refresh.Refused(reasonOfEnd(session, now));
        }
        if (session.generation() > grant.generation()) {
            // all that is asked of a token is asked again, so that an old generation excuses nothing else
            return rotate(grant.inGeneration(session.generation()), secret);
        }
        if (found.containsKey(Part.ACCOUNT) || session.generation() != grant.generation()) {
            return new Refresh.Refused(Refresh.Reason.NOT_ADMITTED);
        }
        if (!isOn(session, secret)) {
            return endForTheft(grant, EndReason.OTHER_DEVICE, Refresh.Reason.OTHER_DEVICE);
        }
        boolean parent = session.counter() == grant.counter() + 1;
        if (parent && !now.isAfter(session.rotatedAt().plus(terms.grace()))) {
            return new Refresh.Continued(session.grant());
        }
        return endForTheft(grant, EndReason.TOKEN_REUSED, Refresh.Reason.TOKEN_REUSED);
    }

    private static Refresh.Reason reasonOfEnd(Session session, Instant now) {
        if (session.endedAt().isPresent()) {
            return Refresh.Reason.ENDED;
        }
        return session.endsAt().isAfter(now) ? Refresh.Reason.IDLE : Refresh.Reason.OVER;
    }

    private Refresh endForTheft(Grant grant, EndReason reason, Refresh.Reason told) {
        // refused only where it was ended meanwhile, which is as good
        transactions.write(ending(grant.subject(), grant.session(), reason));
        return new Refresh.Refused(told);
    }

    private EnumMap<Part, TransactWriteItem> ending(SubjectId subject, SessionId session, EndReason reason) {
        Instant now = clock.instant();
        EnumMap<Part, TransactWriteItem> parts = new EnumMap<>(Part.class);
        parts.put(Part.SESSION, actions.end(subject, session, reason, now));
        parts.put(
                Part.EVENT,
                SubjectEvent.of(subject, ended(subject, session, now)).put(table));
        return parts;
    }

    private Event ended(SubjectId subject, SessionId session, Instant now) {
        return new Event(
                EventId.random(random),
                RegistrationEvents.SESSION_ENDED,
                Optional.of(subject.value()),
                now,
                Map.of("session", session.value()));
    }

    private enum Part {
        SESSION,
        EVENT,
        CALLER,
        ACCOUNT
    }
}
