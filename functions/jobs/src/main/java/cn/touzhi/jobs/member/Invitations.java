package cn.touzhi.jobs.member;

import static cn.touzhi.kernel.dynamo.Attributes.number;

import cn.touzhi.jobs.JobsTable;
import cn.touzhi.kernel.data.Keeping;
import cn.touzhi.kernel.dynamo.Change;
import cn.touzhi.kernel.dynamo.Transactions;
import cn.touzhi.kernel.employer.EmployerId;
import cn.touzhi.kernel.erasure.Fence;
import cn.touzhi.kernel.http.Attempts;
import cn.touzhi.kernel.http.IdempotencyKey;
import cn.touzhi.kernel.http.Outcome;
import cn.touzhi.kernel.http.Principal;
import cn.touzhi.kernel.http.Refusal;
import cn.touzhi.kernel.idempotency.FormerRequest;
import cn.touzhi.kernel.idempotency.IdempotencyRecords;
import cn.touzhi.kernel.idempotency.IdempotentRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Makes invitations. Whoever has one may come in, so only owners make them, and no longer than they own. */
final class Invitations {
    static final Duration LIFE = Keeping.EVENT.limit().orElseThrow();

    private static final String ROUTE = "invitations";

    private final String table;
    private final Access access;
    private final Transactions transactions;
    private final IdempotencyRecords records;
    private final InvitationTokens tokens;
    private final Clock clock;

    Invitations(
            String table,
            Access access,
            Transactions transactions,
            IdempotencyRecords records,
            InvitationTokens tokens,
            Clock clock) {
        this.table = table;
        this.access = access;
        this.transactions = transactions;
        this.records = records;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** Makes one to become {@code role}. */
    Outcome<Invited> invite(Principal principal, EmployerId employer, Role role, IdempotencyKey key) {
        IdempotentRequest request = records.of(principal.subject(), ROUTE, key, employer.value() + " " + role.text());
        return Attempts.until(
                () -> access.ofMember(principal, employer, Role::mayManage, List.of(records.keyOf(request)))
                        .attempt(inside -> invite(inside, role, request)));
    }

    private Optional<Outcome<Invited>> invite(Accessed.Inside inside, Role role, IdempotentRequest request) {
        return switch (records.former(request, inside.also().getFirst())) {
            case FormerRequest.Same(String made) ->
                Optional.of(Outcome.done(
                        new Invited(tokens.of(request), role, Instant.ofEpochSecond(Long.parseLong(made)))));
            case FormerRequest.Other _ -> Optional.of(Outcome.refused(new Refusal.KeyReused()));
            case FormerRequest.None _ -> write(inside, role, request);
        };
    }

    private Optional<Outcome<Invited>> write(Accessed.Inside inside, Role role, IdempotentRequest request) {
        String token = tokens.of(request);
        Instant end = clock.instant().truncatedTo(ChronoUnit.SECONDS).plus(LIFE);
        int ownership = inside.employer().ownership();
        EmployerId employer = inside.employer().id();
        Invitation invitation =
                new Invitation(tokens.digestOf(token).orElseThrow(), employer, role, ownership, false, end);
        boolean written = transactions.writeAll(List.of(
                Fence.checkAbsent(table, request.subject()),
                access.still(inside.member()),
                Change.when(table, "#ownership = :ownership")
                        .with(":ownership", number(ownership))
                        .check(JobsTable.employerKey(employer)),
                records.note(request, Long.toString(end.getEpochSecond())),
                // a request of the same key in an earlier life made the same token
                Change.putAnyway(table, invitation.toItem())));
        return written ? Optional.of(Outcome.done(new Invited(token, role, end))) : Optional.empty();
    }

    /**
     * An invitation as whoever made it sees it, who hands it on.
     *
     * @param token that it is taken by
     * @param role to become
     * @param expiresAt when it ends
     */
    record Invited(String token, Role role, Instant expiresAt) {}
}
