package cn.touzhi.resumes.version;

import cn.touzhi.kernel.RandomText;
import cn.touzhi.kernel.crypto.SubjectKeys;
import cn.touzhi.kernel.dynamo.Change;
import cn.touzhi.kernel.dynamo.Transactions;
import cn.touzhi.kernel.erasure.Fence;
import cn.touzhi.kernel.http.Attempts;
import cn.touzhi.kernel.http.IdempotencyKey;
import cn.touzhi.kernel.http.Outcome;
import cn.touzhi.kernel.http.Principal;
import cn.touzhi.kernel.http.Refusal;
import cn.touzhi.kernel.idempotency.FormerRequest;
import cn.touzhi.kernel.idempotency.IdempotencyRecords;
import cn.touzhi.kernel.idempotency.IdempotentRequest;
import cn.touzhi.kernel.standing.KnownConsents;
import cn.touzhi.kernel.voucher.MacKey;
import cn.touzhi.kernel.voucher.VersionReceipt;
import cn.touzhi.resumes.ResumesRefusal;
import cn.touzhi.resumes.ResumesTable;
import cn.touzhi.resumes.attachment.AttachedFiles;
import cn.touzhi.resumes.disclosure.DisclosurePolicy;
import cn.touzhi.resumes.resume.Completeness;
import cn.touzhi.resumes.resume.Reading;
import cn.touzhi.resumes.resume.Resume;
import cn.touzhi.resumes.resume.Sealing;
import cn.touzhi.resumes.resume.Sensitive;
import cn.touzhi.resumes.resume.SensitiveKind;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Freezes resumes, each version for one submission, and confirms to applications that they are. */
public final class NewVersions {
    /** Long enough to look over what is submitted, and short enough that it is still true. */
    private static final Duration SUBMITTED_WITHIN = Duration.ofHours(1);

    private static final String ROUTE = "versions";

    private final Reading reading;
    private final IdempotencyRecords requests;
    private final SubjectKeys keys;
    private final Sealing sealing;
    private final AttachedFiles files;
    private final MacKey receipts;
    private final String table;
    private final Transactions transactions;
    private final Clock clock;
    private final SecureRandom random;

    public NewVersions(
            Reading reading,
            IdempotencyRecords requests,
            SubjectKeys keys,
            Sealing sealing,
            AttachedFiles files,
            MacKey receipts,
            String table,
            Transactions transactions,
            Clock clock,
            SecureRandom random) {
        this.reading = reading;
        this.requests = requests;
        this.keys = keys;
        this.sealing = sealing;
        this.files = files;
        this.receipts = receipts;
        this.table = table;
        this.transactions = transactions;
        this.clock = clock;
        this.random = random;
    }

    /** Freezes a resume of {@code principal} as it is. */
    Outcome<Frozen> freeze(Principal principal, String resume, IdempotencyKey key) {
        IdempotentRequest request = requests.of(principal.subject(), ROUTE, key, resume);
        return Attempts.until(() -> attempt(principal, resume, request));
    }

    private Optional<Outcome<Frozen>> attempt(Principal principal, String resume, IdempotentRequest request) {
        Reading.Seen seen = reading.of(
                principal, List.of(requests.keyOf(request), ResumesTable.resumeKey(principal.subject(), resume)));
        if (!seen.admitted()) {
            return refused(new Refusal.SessionOver());
        }
        return switch (requests.former(request, seen.items().getFirst())) {
            case FormerRequest.Same(String made) -> Optional.of(again(principal, made));
            case FormerRequest.Other _ -> refused(new Refusal.KeyReused());
            case FormerRequest.None _ ->
                seen.items()
                        .getLast()
                        .map(item -> Resume.of(principal.subject(), item))
                        .map(found -> freeze(found, seen.standing().consents(), request))
                        .orElseGet(() -> refused(new Refusal.NothingThere()));
        };
    }

    private Optional<Outcome<Frozen>> freeze(Resume resume, KnownConsents consents, IdempotentRequest request) {
        var key = keys.of(resume.subject()).orElseThrow();
        Sealing.Opened now = consented(sealing.open(key, resume.id(), resume.sealed()), consents);
        int completeness = Completeness.of(now.fields());
        var missing = Completeness.missing(now.fields());
        if (!missing.isEmpty() || completeness < Completeness.LEAST) {
            return refused(new ResumesRefusal.Incomplete(missing));
        }
        var notClean = files.notClean(resume.subject(), now);
        if (!notClean.isEmpty()) {
            return refused(new ResumesRefusal.AttachmentsNotClean(notClean));
        }
        String id = RandomText.of(random);
        Sealing.Sealed sealed = sealing.seal(key, id, now);
        Version version = Version.frozen(
                id,
                resume,
                clock.instant().truncatedTo(ChronoUnit.SECONDS),
                Sealing.hash(sealed),
                completeness,
                sealed);
        List<TransactWriteItem> actions = actions(resume, version, request);
        actions.addAll(files.checks(resume.subject(), now));
        return transactions.writeAll(actions) ? Optional.of(Outcome.done(confirmed(version, now))) : Optional.empty();
    }

    private List<TransactWriteItem> actions(Resume resume, Version version, IdempotentRequest request) {
        List<TransactWriteItem> actions = new ArrayList<>();
        actions.add(requests.note(request, version.id()));
        actions.add(Change.when(table, "attribute_not_exists(#pk)").put(version.toItem()));
        actions.add(Change.when(table, "attribute_not_exists(#pk)")
                .put(OwnVersion.of(version).toItem()));
        actions.add(Change.when(table, "#version = :version")
                .with(":version", AttributeValue.fromN(Integer.toString(resume.version())))
                .check(ResumesTable.resumeKey(resume.subject(), resume.id())));
        actions.add(Fence.checkAbsent(table, resume.subject()));
        var kinds = version.sealed().kinds().keySet();
        if (!kinds.isEmpty()) {
            actions.add(KnownConsents.check(
                    table,
                    resume.subject(),
                    kinds.stream().map(SensitiveKind::purpose).collect(Collectors.toSet())));
        }
        return actions;
    }

    /** What was withdrawn may still be on its way out of the resume. */
    private static Sealing.Opened consented(Sealing.Opened opened, KnownConsents consents) {
        Map<SensitiveKind, String> kinds = opened.sensitive().byKind();
        kinds.keySet().removeIf(kind -> !consents.given().contains(kind.purpose()));
        return new Sealing.Opened(opened.fields(), Sensitive.of(kinds));
    }

    private Outcome<Frozen> again(Principal principal, String id) {
        Optional<Version> version = reading.of(principal, List.of(ResumesTable.versionKey(id)))
                .items()
                .getFirst()
                .map(item -> Version.of(id, item))
                .filter(found -> found.subject().equals(principal.subject()));
        if (version.isEmpty()) {
            return Outcome.refused(new Refusal.NothingThere());
        }
        var key = keys.of(principal.subject()).orElseThrow();
        return Outcome.done(
                confirmed(version.get(), sealing.open(key, id, version.get().sealed())));
    }

    private Frozen confirmed(Version version, Sealing.Opened opened) {
        VersionReceipt receipt = new VersionReceipt(
                version.subject(),
                version.id(),
                version.hash(),
                DisclosurePolicy.shownToRecipients(),
                DisclosurePolicy.releasable(opened),
                version.completeness(),
                version.hiddenFrom(),
                version.frozenAt().plus(SUBMITTED_WITHIN));
        return new Frozen(receipt, receipt.confirmedBy(receipts));
    }

    private static <T> Optional<Outcome<T>> refused(Refusal why) {
        return Optional.of(Outcome.refused(why));
    }

    /**
     * A version that can be submitted.
     *
     * @param receipt what is confirmed of it
     * @param text the same, confirmed
     */
    record Frozen(VersionReceipt receipt, String text) {}
}
