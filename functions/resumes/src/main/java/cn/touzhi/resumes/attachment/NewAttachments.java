package cn.touzhi.resumes.attachment;

import cn.touzhi.kernel.RandomText;
import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.attachment.FileKind;
import cn.touzhi.kernel.crypto.DataKey;
import cn.touzhi.kernel.crypto.SubjectKeys;
import cn.touzhi.kernel.dynamo.Change;
import cn.touzhi.kernel.dynamo.Transactions;
import cn.touzhi.kernel.erasure.Fence;
import cn.touzhi.kernel.http.Attempts;
import cn.touzhi.kernel.http.ConsentSequence;
import cn.touzhi.kernel.http.IdempotencyKey;
import cn.touzhi.kernel.http.Outcome;
import cn.touzhi.kernel.http.Principal;
import cn.touzhi.kernel.http.Refusal;
import cn.touzhi.kernel.idempotency.FormerRequest;
import cn.touzhi.kernel.idempotency.IdempotencyRecords;
import cn.touzhi.kernel.idempotency.IdempotentRequest;
import cn.touzhi.kernel.standing.KnownConsents;
import cn.touzhi.resumes.ResumesRefusal;
import cn.touzhi.resumes.resume.Holdings;
import cn.touzhi.resumes.resume.Reading;
import cn.touzhi.resumes.resume.SensitiveKind;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Announces attachments: first the announcement, then the right to upload, so that no file is ever without an owner. */
public final class NewAttachments {
    /** As many as five resumes have uses for. */
    static final int MOST = 20;

    /** Without this permission nothing is uploaded, and all else works (clause 2.3.1; PIPL art. 16). */
    static final String PERMISSION = "permission-storage";

    private static final String ROUTE = "attachments";

    private final Reading reading;
    private final IdempotencyRecords requests;
    private final SubjectKeys keys;
    private final SignedAccess access;
    private final String table;
    private final Transactions transactions;
    private final Clock clock;
    private final SecureRandom random;

    public NewAttachments(
            Reading reading,
            IdempotencyRecords requests,
            SubjectKeys keys,
            SignedAccess access,
            String table,
            Transactions transactions,
            Clock clock,
            SecureRandom random) {
        this.reading = reading;
        this.requests = requests;
        this.keys = keys;
        this.access = access;
        this.table = table;
        this.transactions = transactions;
        this.clock = clock;
        this.random = random;
    }

    /** Announces one, and lets it be uploaded. */
    Outcome<Announced> announce(Principal principal, Wanted wanted, ConsentSequence told, IdempotencyKey key) {
        IdempotentRequest request = requests.of(principal.subject(), ROUTE, key, wanted.toString());
        return Attempts.until(() -> attempt(principal, wanted, told, request))
                .then(attachment ->
                        Outcome.done(new Announced(attachment.id(), access.upload(attachment, wanted.checksum()))));
    }

    private Optional<Outcome<Attachment>> attempt(
            Principal principal, Wanted wanted, ConsentSequence told, IdempotentRequest request) {
        Reading.Seen seen = reading.withAttachments(principal, requests.keyOf(request));
        if (!seen.admitted()) {
            return refused(new Refusal.SessionOver());
        }
        Owned owned = Owned.in(principal.subject(), seen, clock.instant());
        return switch (requests.former(request, seen.items().getFirst())) {
            case FormerRequest.Same(String made) -> Optional.of(again(owned, made));
            case FormerRequest.Other _ -> refused(new Refusal.KeyReused());
            case FormerRequest.None _ ->
                wanted.purposes().stream()
                        .flatMap(purpose -> seen.withoutConsent(purpose, told).stream())
                        .findFirst()
                        .or(() -> owned.all().size() >= MOST
                                ? Optional.of(new ResumesRefusal.TooManyAttachments())
                                : Optional.empty())
                        .map(NewAttachments::<Attachment>refused)
                        .orElseGet(() -> create(principal.subject(), owned, wanted, request));
        };
    }

    /** Whoever lost the answer may still upload; what is checked already doesn't change by it. */
    private static Outcome<Attachment> again(Owned owned, String made) {
        return owned.of(made).map(Outcome::done).orElseGet(() -> Outcome.refused(new Refusal.NothingThere()));
    }

    private Optional<Outcome<Attachment>> create(
            SubjectId subject, Owned owned, Wanted wanted, IdempotentRequest request) {
        List<TransactWriteItem> actions = new ArrayList<>();
        DataKey key = keys.of(subject).orElseGet(() -> {
            // whoever begins two things at once makes two keys, of which one is kept: the other attempt reads it
            SubjectKeys.NewKey made = keys.create(subject);
            actions.add(made.put());
            return made.key();
        });
        String id = RandomText.of(random);
        Attachment attachment = Attachment.announced(
                subject,
                id,
                key.seal(wanted.name().getBytes(StandardCharsets.UTF_8), id, Attachment.NAME, random),
                wanted.kind(),
                wanted.size(),
                wanted.photo(),
                now());
        actions.add(requests.note(request, id));
        actions.add(owned.holdings().attaching().put(table));
        actions.add(Change.when(table, "attribute_not_exists(#pk)").put(attachment.toItem()));
        actions.add(Fence.checkAbsent(table, subject));
        actions.add(KnownConsents.check(table, subject, wanted.purposes()));
        return transactions.writeAll(actions) ? Optional.of(Outcome.done(attachment)) : Optional.empty();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    private static <T> Optional<Outcome<T>> refused(Refusal why) {
        return Optional.of(Outcome.refused(why));
    }

    /**
     * What is to be uploaded.
     *
     * @param name of the file
     * @param kind what it is
     * @param size in bytes
     * @param checksum SHA-256 of it, in Base64
     * @param photo whether it is a photo of whoever uploads it
     */
    record Wanted(String name, FileKind kind, int size, String checksum, boolean photo) {
        /** What must be consented to. */
        Set<String> purposes() {
            return photo ? Set.of(PERMISSION, SensitiveKind.PHOTO.purpose()) : Set.of(PERMISSION);
        }
    }

    /** An attachment that can be uploaded. */
    record Announced(String id, Upload upload) {}

    /** Only for its own items: those behind the request and the holdings. */
    private record Owned(Holdings holdings, List<Attachment> all) {
        static Owned in(SubjectId subject, Reading.Seen seen, Instant now) {
            return new Owned(
                    Holdings.of(subject, seen.items().get(1)),
                    seen.items().stream()
                            .skip(2)
                            .flatMap(Optional::stream)
                            .map(item -> Attachment.of(subject, item))
                            .filter(attachment -> !attachment.over(now))
                            .toList());
        }

        Optional<Attachment> of(String id) {
            return all.stream().filter(one -> one.id().equals(id)).findFirst();
        }
    }
}
