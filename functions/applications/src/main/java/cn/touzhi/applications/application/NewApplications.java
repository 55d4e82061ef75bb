package cn.touzhi.applications.application;

import cn.touzhi.applications.ApplicationsRefusal;
import cn.touzhi.applications.ApplicationsTable;
import cn.touzhi.applications.posting.KnownEmployer;
import cn.touzhi.applications.posting.KnownPosting;
import cn.touzhi.kernel.RandomText;
import cn.touzhi.kernel.dynamo.Change;
import cn.touzhi.kernel.dynamo.Transactions;
import cn.touzhi.kernel.employer.PostingId;
import cn.touzhi.kernel.erasure.Fence;
import cn.touzhi.kernel.http.Attempts;
import cn.touzhi.kernel.http.IdempotencyKey;
import cn.touzhi.kernel.http.Outcome;
import cn.touzhi.kernel.http.Principal;
import cn.touzhi.kernel.http.Refusal;
import cn.touzhi.kernel.idempotency.FormerRequest;
import cn.touzhi.kernel.idempotency.IdempotencyRecords;
import cn.touzhi.kernel.idempotency.IdempotentRequest;
import cn.touzhi.kernel.voucher.MacKey;
import cn.touzhi.kernel.voucher.VersionReceipt;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Submits resumes: all that this room knows of is a condition of the one transaction by which that happens. */
final class NewApplications {
    private static final String ROUTE = "applications";
    private static final int LEAST_COMPLETE = 50;
    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

    private final Reading reading;
    private final IdempotencyRecords requests;
    private final MacKey receipts;
    private final int currentText;
    private final String table;
    private final Transactions transactions;
    private final Steps steps;
    private final Clock clock;
    private final SecureRandom random;

    NewApplications(
            Reading reading,
            IdempotencyRecords requests,
            MacKey receipts,
            int currentText,
            String table,
            Transactions transactions,
            Steps steps,
            Clock clock,
            SecureRandom random) {
        this.reading = reading;
        this.requests = requests;
        this.receipts = receipts;
        this.currentText = currentText;
        this.table = table;
        this.transactions = transactions;
        this.steps = steps;
        this.clock = clock;
        this.random = random;
    }

    /** Submits what {@code wanted} confirms, and gives the application's id. */
    Outcome<String> submit(Principal principal, PostingId posting, Wanted wanted, IdempotencyKey key) {
        IdempotentRequest request = requests.of(
                principal.subject(),
                ROUTE,
                key,
                posting.value() + " " + wanted.textVersion() + " " + new TreeSet<>(wanted.released()) + " "
                        + wanted.receipt());
        return Attempts.until(() -> attempt(principal, posting, wanted, request));
    }

    private Optional<Outcome<String>> attempt(
            Principal principal, PostingId posting, Wanted wanted, IdempotentRequest request) {
        Reading.Seen seen =
                reading.of(principal, List.of(requests.keyOf(request), ApplicationsTable.knownPostingKey(posting)));
        if (!seen.admitted()) {
            return refused(new Refusal.SessionOver());
        }
        return switch (requests.former(request, seen.items().getFirst())) {
            case FormerRequest.Same(String made) -> Optional.of(Outcome.done(made));
            case FormerRequest.Other _ -> refused(new Refusal.KeyReused());
            case FormerRequest.None _ ->
                seen.items()
                        .getLast()
                        .map(item -> submit(KnownPosting.of(posting, item), wanted, request))
                        .orElseGet(() -> refused(new Refusal.NothingThere()));
        };
    }

    private Optional<Outcome<String>> submit(KnownPosting posting, Wanted wanted, IdempotentRequest request) {
        if (wanted.textVersion() != currentText) {
            return refused(new ApplicationsRefusal.OtherText(currentText));
        }
        // not before it is known who asks: each such look is a call to KMS
        Optional<VersionReceipt> receipt = VersionReceipt.read(receipts, wanted.receipt())
                .filter(read -> read.subject().equals(request.subject()));
        Instant now = steps.now();
        Optional<Refusal> unfit = receipt.map(read -> unfit(read, posting, wanted.released(), now))
                .orElseGet(() -> Optional.of(new ApplicationsRefusal.NoReceipt()));
        if (unfit.isPresent()) {
            return refused(unfit.get());
        }
        Application application = steps.telling(Application.submitted(
                RandomText.of(random),
                request.subject(),
                posting.id(),
                posting.employer(),
                receipt.orElseThrow().version(),
                wanted.released(),
                now));
        var outcome = transactions.write(
                conditions(application, posting, request, now),
                effects(application, receipt.orElseThrow().shown()));
        return switch (outcome) {
            case Transactions.Done<Condition> _ -> Optional.of(Outcome.done(application.id()));
            case Transactions.Refused<Condition>(Map<Condition, Map<String, AttributeValue>> found) ->
                why(found, now).map(Outcome::refused);
        };
    }

    private static Optional<Refusal> unfit(
            VersionReceipt receipt, KnownPosting posting, Set<String> released, Instant now) {
        if (!receipt.expiresAt().isAfter(now)) {
            return Optional.of(new ApplicationsRefusal.NoReceipt());
        }
        if (receipt.completeness() < LEAST_COMPLETE) {
            return Optional.of(new ApplicationsRefusal.Incomplete());
        }
        if (!receipt.fields().containsAll(released)) {
            return Optional.of(new ApplicationsRefusal.NotInVersion());
        }
        if (receipt.hiddenFrom().contains(posting.employer())) {
            return Optional.of(new ApplicationsRefusal.Hidden());
        }
        return posting.openAt(now) ? Optional.empty() : Optional.of(new ApplicationsRefusal.JobNotOpen());
    }

    private EnumMap<Condition, TransactWriteItem> conditions(
            Application application, KnownPosting posting, IdempotentRequest request, Instant now) {
        EnumMap<Condition, TransactWriteItem> all = new EnumMap<>(Condition.class);
        all.put(Condition.NOT_ERASED, Fence.checkAbsent(table, application.subject()));
        all.put(Condition.NOT_DONE, requests.note(request, application.id()));
        all.put(Condition.POSTING_OPEN, posting.checkOpen(table, now));
        all.put(Condition.EMPLOYER_VERIFIED, KnownEmployer.checkVerified(table, posting.employer()));
        all.put(
                Condition.NONE_LIVE,
                new PostingLock(application.subject(), posting.id(), application.id(), Optional.empty())
                        .take(table, now));
        all.put(
                Condition.VERSION_NEW,
                absent().put(new SubmittedVersion(application.subject(), application.resumeVersion(), application.id())
                        .toItem()));
        all.put(Condition.BELOW_CAP, DailyCount.another(table, application.subject(), today(), now));
        return all;
    }

    private List<TransactWriteItem> effects(Application application, Set<String> shown) {
        return List.of(
                absent().put(application.toItem()),
                absent().put(TakenMove.of(application).toItem()),
                absent().put(Disclosure.with(application, shown, currentText).toItem()),
                absent().put(new OwnApplication(application.subject(), application.submittedAt(), application.id())
                        .toItem()),
                absent().put(new ReceivedApplication(
                                application.employer(), application.submittedAt(), application.id())
                        .toItem()),
                absent().put(new PostingApplication(application.posting(), application.submittedAt(), application.id())
                        .toItem()),
                Change.putAnyway(table, DueStep.of(application).orElseThrow().toItem()),
                absent().put(new LiveApplication(application.posting(), application.id()).toItem()));
    }

    /** Empty where the same request has had its effect meanwhile, which the next attempt finds. */
    private Optional<Refusal> why(Map<Condition, Map<String, AttributeValue>> found, Instant now) {
        if (found.containsKey(Condition.NOT_DONE)) {
            return Optional.empty();
        }
        if (found.containsKey(Condition.NOT_ERASED)) {
            return Optional.of(new Refusal.SessionOver());
        }
        if (found.containsKey(Condition.POSTING_OPEN) || found.containsKey(Condition.EMPLOYER_VERIFIED)) {
            return Optional.of(new ApplicationsRefusal.JobNotOpen());
        }
        if (found.containsKey(Condition.NONE_LIVE)) {
            return Optional.of(PostingLock.endIn(found.get(Condition.NONE_LIVE))
                    .<Refusal>map(end -> new ApplicationsRefusal.TooEarly(end.plus(PostingLock.BETWEEN)))
                    .orElseGet(ApplicationsRefusal.AlreadyApplied::new));
        }
        if (found.containsKey(Condition.VERSION_NEW)) {
            return Optional.of(new ApplicationsRefusal.VersionUsed());
        }
        Instant tomorrow = today().plusDays(1).atStartOfDay(CHINA).toInstant();
        return Optional.of(new ApplicationsRefusal.DailyCap(Duration.between(now, tomorrow)));
    }

    private LocalDate today() {
        return LocalDate.now(clock.withZone(CHINA));
    }

    private Change absent() {
        return Change.when(table, "attribute_not_exists(#pk)");
    }

    private static <T> Optional<Outcome<T>> refused(Refusal why) {
        return Optional.of(Outcome.refused(why));
    }

    /** What must hold in the moment of the submission. */
    private enum Condition {
        NOT_ERASED,
        NOT_DONE,
        POSTING_OPEN,
        EMPLOYER_VERIFIED,
        NONE_LIVE,
        VERSION_NEW,
        BELOW_CAP
    }

    /**
     * What is to be submitted.
     *
     * @param receipt of the version
     * @param released what is released beyond what its recipient sees anyway
     * @param textVersion of the text that the seeker was shown
     */
    record Wanted(String receipt, Set<String> released, int textVersion) {
        Wanted {
            released = Set.copyOf(released);
        }
    }
}
