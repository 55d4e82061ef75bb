package cn.touzhi.registration.session;

import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.numberOf;
import static cn.touzhi.kernel.dynamo.Attributes.optionalText;
import static cn.touzhi.kernel.dynamo.Attributes.text;
import static cn.touzhi.kernel.dynamo.Attributes.textOf;

import cn.touzhi.kernel.address.Address;
import cn.touzhi.kernel.crypto.DataKey;
import cn.touzhi.kernel.crypto.SubjectKeys;
import cn.touzhi.kernel.dynamo.Change;
import cn.touzhi.kernel.dynamo.Transactions;
import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.event.EventId;
import cn.touzhi.kernel.log.OperationLog;
import cn.touzhi.registration.Language;
import cn.touzhi.registration.RegistrationEvents;
import cn.touzhi.registration.RegistrationTable;
import cn.touzhi.registration.SubjectEvent;
import cn.touzhi.registration.identity.AccountAddress;
import cn.touzhi.registration.identity.IdentityActions;
import cn.touzhi.registration.notice.NoticeKind;
import cn.touzhi.registration.notice.Notices;
import cn.touzhi.registration.verification.Channel;
import cn.touzhi.registration.verification.Proof;
import cn.touzhi.registration.verification.VerificationUse;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Opens a further session on an account, in one transaction with all that goes with it: the proofs are used up, the one
 * session of too many ends, and the account's other addresses are told.
 */
public final class Openings {
    private final Transactions transactions;
    private final String table;
    private final VerificationUse uses;
    private final IdentityActions identities;
    private final Sessions sessions;
    private final SubjectKeys subjectKeys;
    private final Notices notices;
    private final SessionTerms terms;
    private final SecureRandom random;
    private final Clock clock;
    private final OperationLog log;

    public Openings(
            Transactions transactions,
            String table,
            VerificationUse uses,
            IdentityActions identities,
            Sessions sessions,
            SubjectKeys subjectKeys,
            Notices notices,
            SessionTerms terms,
            SecureRandom random,
            Clock clock,
            OperationLog log) {
        this.transactions = transactions;
        this.table = table;
        this.uses = uses;
        this.identities = identities;
        this.sessions = sessions;
        this.subjectKeys = subjectKeys;
        this.notices = notices;
        this.terms = terms;
        this.random = random;
        this.clock = clock;
        this.log = log;
    }

    /** Opens one; empty if something has changed meanwhile, so that the way must be looked for again. */
    Optional<SignIn> open(Holdings holdings, Proof proof, Device device, SecondChecks.Checked checked) {
        int smsNotices = smsNoticesToday(holdings);
        List<AccountAddress> others = holdings.liveAddresses().stream()
                .filter(address -> !address.addressDigest().equals(proof.addressDigest()))
                .filter(address -> address.channel() == Channel.EMAIL || smsNotices < terms.smsNotices())
                .toList();
        Optional<DataKey> key =
                others.isEmpty() && device.name().isEmpty() ? Optional.empty() : subjectKeys.of(holdings.subject());
        AccountStanding standing = holdings.standing();
        Session session = sessions.begin(holdings.subject(), standing.generation(), standing.staff(), device, key);
        EnumMap<Part, TransactWriteItem> parts = new EnumMap<>(Part.class);
        parts.put(Part.VERIFICATION, uses.use(proof, holdings.subject(), session.id()));
        parts.put(Part.IDENTITY, identities.prove(holdings.subject(), proof.addressDigest()));
        parts.put(Part.ACCOUNT, count(holdings, checked, smsNotices + (bySms(others) ? 1 : 0)));
        parts.put(Part.SESSION, sessions.put(session));
        if (checked instanceof SecondChecks.Checked.Passed(Optional<Proof> second) && second.isPresent()) {
            parts.put(Part.SECOND_VERIFICATION, uses.use(second.get(), holdings.subject(), session.id()));
            parts.put(
                    Part.SECOND_IDENTITY,
                    identities.proveTrusted(holdings.subject(), second.get().addressDigest(), clock.instant()));
        }
        List<TransactWriteItem> more = new ArrayList<>();
        more.add(opened(session));
        tooMany(holdings).ifPresent(last -> {
            parts.put(Part.LAST_SESSION, sessions.end(holdings.subject(), last.id(), EndReason.TOO_MANY));
            more.add(sessions.tellEnd(holdings.subject(), last.id()));
        });
        key.ifPresent(own -> more.addAll(notices.puts(
                holdings.subject(), NoticeKind.SESSION_OPENED, addressesIn(others, own), languageOf(holdings))));
        return switch (transactions.write(parts, more)) {
            case Transactions.Done<Part> _ -> {
                log.event("signed-in").with("session", session.id()).write();
                yield Optional.of(new SignIn.SignedIn(session));
            }
            case Transactions.Refused<Part>(var found) ->
                // where the first proof is used up too, a twin was faster, and its session answers
                !found.containsKey(Part.VERIFICATION)
                                && (found.containsKey(Part.SECOND_VERIFICATION)
                                        || found.containsKey(Part.SECOND_IDENTITY))
                        ? Optional.of(new SignIn.SecondProofNotUsable())
                        : Optional.empty();
        };
    }

    /**
     * Counting makes those who sign in at once wait for each other, so that together they don't open too many, nor have
     * too many text messages sent: sign-ins by e-mail cost nothing, and would else be a way to spend on messages.
     */
    private TransactWriteItem count(Holdings holdings, SecondChecks.Checked checked, int smsNotices) {
        int before = numberOf(holdings.account(), RegistrationTable.SIGN_INS);
        Change change = Change.when(table, "#state = :active AND #generation = :generation AND #signIns = :before")
                .with(":active", text(AccountState.ACTIVE.text()))
                .with(":generation", number(holdings.standing().generation()))
                .with(":before", number(before))
                .with(":after", number(before + 1L))
                .with(":today", text(today()))
                .with(":notices", number(smsNotices));
        String counted = "SET #signIns = :after, #smsNoticesOn = :today, #smsNotices = :notices";
        Map<String, AttributeValue> account = RegistrationTable.accountKey(holdings.subject());
        return checked instanceof SecondChecks.Checked.Passed
                ? change.with(":none", number(0)).update(account, counted + ", #birthDateTries = :none")
                : change.update(account, counted);
    }

    private int smsNoticesToday(Holdings holdings) {
        return optionalText(holdings.account(), RegistrationTable.SMS_NOTICES_ON)
                .filter(today()::equals)
                .map(day -> numberOf(holdings.account(), RegistrationTable.SMS_NOTICES))
                .orElse(0);
    }

    private static boolean bySms(List<AccountAddress> addresses) {
        return addresses.stream().anyMatch(address -> address.channel() == Channel.SMS);
    }

    private String today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).toString();
    }

    /** The session that has to end for another one. */
    private Optional<Session> tooMany(Holdings holdings) {
        List<Session> open = holdings.openSessions(clock.instant());
        return open.size() < terms.most() ? Optional.empty() : Optional.of(open.getFirst());
    }

    private TransactWriteItem opened(Session session) {
        Instant now = clock.instant();
        Event event = new Event(
                EventId.random(random),
                RegistrationEvents.SESSION_OPENED,
                Optional.of(session.subject().value()),
                now,
                Map.of("session", session.id().value()));
        return SubjectEvent.of(session.subject(), event).put(table);
    }

    private static List<Address> addressesIn(List<AccountAddress> addresses, DataKey key) {
        return addresses.stream().map(address -> address.open(key)).toList();
    }

    private static Language languageOf(Holdings holdings) {
        return Language.of(textOf(holdings.account(), RegistrationTable.LOCALE));
    }

    private enum Part {
        VERIFICATION,
        IDENTITY,
        ACCOUNT,
        SESSION,
        SECOND_VERIFICATION,
        SECOND_IDENTITY,
        LAST_SESSION
    }
}
