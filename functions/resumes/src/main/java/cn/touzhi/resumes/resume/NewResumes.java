package cn.touzhi.resumes.resume;

import cn.touzhi.kernel.RandomText;
import cn.touzhi.kernel.crypto.DataKey;
import cn.touzhi.kernel.crypto.SubjectKeys;
import cn.touzhi.kernel.http.Attempts;
import cn.touzhi.kernel.http.ConsentSequence;
import cn.touzhi.kernel.http.IdempotencyKey;
import cn.touzhi.kernel.http.Outcome;
import cn.touzhi.kernel.http.Principal;
import cn.touzhi.kernel.http.Refusal;
import cn.touzhi.kernel.idempotency.FormerRequest;
import cn.touzhi.kernel.idempotency.IdempotencyRecords;
import cn.touzhi.kernel.idempotency.IdempotentRequest;
import cn.touzhi.resumes.ResumesRefusal;
import cn.touzhi.resumes.ResumesTable;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Begins resumes; the first of somebody makes their key. */
public final class NewResumes {
    private static final String ROUTE = "resumes";

    private final Reading reading;
    private final IdempotencyRecords requests;
    private final SubjectKeys keys;
    private final Sealing sealing;
    private final ResumeWrites writes;
    private final Clock clock;
    private final SecureRandom random;

    public NewResumes(
            Reading reading,
            IdempotencyRecords requests,
            SubjectKeys keys,
            Sealing sealing,
            ResumeWrites writes,
            Clock clock,
            SecureRandom random) {
        this.reading = reading;
        this.requests = requests;
        this.keys = keys;
        this.sealing = sealing;
        this.writes = writes;
        this.clock = clock;
        this.random = random;
    }

    /** Begins one, and gives its id. */
    Outcome<String> begin(Principal principal, Sealing.Opened opened, ConsentSequence told, IdempotencyKey key) {
        IdempotentRequest request = requests.of(principal.subject(), ROUTE, key, opened.toString());
        return Attempts.until(() -> attempt(principal, opened, told, request));
    }

    private Optional<Outcome<String>> attempt(
            Principal principal, Sealing.Opened opened, ConsentSequence told, IdempotentRequest request) {
        Reading.Seen seen =
                reading.of(principal, List.of(requests.keyOf(request), ResumesTable.holdingsKey(principal.subject())));
        if (!seen.admitted()) {
            return refused(new Refusal.SessionOver());
        }
        return switch (requests.former(request, seen.items().getFirst())) {
            case FormerRequest.Same(String made) -> Optional.of(Outcome.done(made));
            case FormerRequest.Other _ -> refused(new Refusal.KeyReused());
            case FormerRequest.None _ -> create(principal, opened, told, request, seen);
        };
    }

    private Optional<Outcome<String>> create(
            Principal principal,
            Sealing.Opened opened,
            ConsentSequence told,
            IdempotentRequest request,
            Reading.Seen seen) {
        Set<SensitiveKind> kinds = opened.sensitive().byKind().keySet();
        Holdings holdings = Holdings.of(principal.subject(), seen.items().getLast());
        Optional<Refusal> refusal = seen.withoutConsent(kinds, told)
                .or(() -> holdings.full() ? Optional.of(new ResumesRefusal.TooManyResumes()) : Optional.empty());
        if (refusal.isPresent()) {
            return refused(refusal.get());
        }
        List<TransactWriteItem> more = new ArrayList<>();
        DataKey key = keys.of(principal.subject()).orElseGet(() -> {
            // whoever begins two at once makes two keys, of which one is kept: the other attempt reads it
            SubjectKeys.NewKey made = keys.create(principal.subject());
            more.add(made.put());
            return made.key();
        });
        String id = RandomText.of(random);
        more.add(requests.note(request, id));
        Resume resume = Resume.begun(
                principal.subject(),
                id,
                sealing.seal(key, id, opened),
                clock.instant().truncatedTo(ChronoUnit.SECONDS));
        return writes.begin(resume, holdings.with(id), more) ? Optional.of(Outcome.done(id)) : Optional.empty();
    }

    private static <T> Optional<Outcome<T>> refused(Refusal why) {
        return Optional.of(Outcome.refused(why));
    }
}
