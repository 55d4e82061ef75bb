package cn.touzhi.jobs.posting;

import cn.touzhi.jobs.member.Access;
import cn.touzhi.jobs.member.Accessed;
import cn.touzhi.jobs.member.Role;
import cn.touzhi.jobs.wording.Wording;
import cn.touzhi.kernel.dynamo.Transactions;
import cn.touzhi.kernel.employer.EmployerId;
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
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Writes new postings, each a draft. */
final class NewPostings {
    private static final String ROUTE = "jobs";

    private final String table;
    private final Access access;
    private final Transactions transactions;
    private final IdempotencyRecords records;
    private final Postings postings;
    private final PostingWrites writes;
    private final Wording wording;
    private final SecureRandom random;

    NewPostings(
            String table,
            Access access,
            Transactions transactions,
            IdempotencyRecords records,
            Postings postings,
            PostingWrites writes,
            Wording wording,
            SecureRandom random) {
        this.table = table;
        this.access = access;
        this.transactions = transactions;
        this.records = records;
        this.postings = postings;
        this.writes = writes;
        this.wording = wording;
        this.random = random;
    }

    /** Writes one for {@code employer}. */
    Outcome<PostingId> create(Principal principal, EmployerId employer, PostingFields fields, IdempotencyKey key) {
        IdempotentRequest request = records.of(principal.subject(), ROUTE, key, employer.value() + " " + fields);
        return Attempts.until(() -> access.ofMember(principal, employer, Role::mayPost, List.of(records.keyOf(request)))
                .attempt(inside -> create(inside, fields, request)));
    }

    private Optional<Outcome<PostingId>> create(
            Accessed.Inside inside, PostingFields fields, IdempotentRequest request) {
        return switch (records.former(request, inside.also().getFirst())) {
            case FormerRequest.Same(String made) -> Optional.of(Outcome.done(new PostingId(made)));
            case FormerRequest.Other _ -> Optional.of(Outcome.refused(new Refusal.KeyReused()));
            case FormerRequest.None _ ->
                postings.unfit(fields)
                        .or(() -> Postings.discriminatory(fields.faults(wording, Optional.empty())))
                        .map(why -> Optional.of(Outcome.<PostingId>refused(why)))
                        .orElseGet(() -> write(inside, fields, request));
        };
    }

    private Optional<Outcome<PostingId>> write(
            Accessed.Inside inside, PostingFields fields, IdempotentRequest request) {
        PostingId id = PostingId.random(random);
        Posting posting = Posting.draft(
                id, inside.employer().id(), inside.employer().details().name(), fields);
        List<TransactWriteItem> all = new ArrayList<>(writes.create(posting));
        all.add(Fence.checkAbsent(table, request.subject()));
        all.add(access.still(inside.member()));
        all.add(records.note(request, id.value()));
        return transactions.writeAll(all) ? Optional.of(Outcome.done(id)) : Optional.empty();
    }
}
