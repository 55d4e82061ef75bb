package cn.touzhi.jobs.employer;

import cn.touzhi.jobs.JobsRefusal;
import cn.touzhi.jobs.JobsTable;
import cn.touzhi.jobs.member.Member;
import cn.touzhi.jobs.member.MemberActions;
import cn.touzhi.jobs.member.MembershipEvents;
import cn.touzhi.kernel.aws.SideBySide;
import cn.touzhi.kernel.dynamo.BatchReads;
import cn.touzhi.kernel.dynamo.Change;
import cn.touzhi.kernel.dynamo.Transactions;
import cn.touzhi.kernel.employer.EmployerId;
import cn.touzhi.kernel.http.Attempts;
import cn.touzhi.kernel.http.IdempotencyKey;
import cn.touzhi.kernel.http.Outcome;
import cn.touzhi.kernel.http.Principal;
import cn.touzhi.kernel.http.Refusal;
import cn.touzhi.kernel.idempotency.FormerRequest;
import cn.touzhi.kernel.idempotency.IdempotencyRecords;
import cn.touzhi.kernel.idempotency.IdempotentRequest;
import cn.touzhi.kernel.standing.Standing;
import cn.touzhi.kernel.standing.Standings;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Registers employers, one for each code: lock, employer, its first owner and the request, in one transaction. */
final class NewEmployers {
    private static final String ROUTE = "employers";

    private final DynamoDbClient dynamo;
    private final String table;
    private final Transactions transactions;
    private final Standings standings;
    private final IdempotencyRecords records;
    private final MembershipEvents events;
    private final Clock clock;
    private final SecureRandom random;

    NewEmployers(
            DynamoDbClient dynamo,
            String table,
            Transactions transactions,
            Standings standings,
            IdempotencyRecords records,
            MembershipEvents events,
            Clock clock,
            SecureRandom random) {
        this.dynamo = dynamo;
        this.table = table;
        this.transactions = transactions;
        this.standings = standings;
        this.records = records;
        this.events = events;
        this.clock = clock;
        this.random = random;
    }

    /** Makes {@code principal} the owner of a new employer. */
    Outcome<EmployerId> register(Principal principal, CreditCode code, EmployerDetails details, IdempotencyKey key) {
        IdempotentRequest request = records.of(principal.subject(), ROUTE, key, code + " " + details);
        return Attempts.until(() -> attempt(principal, code, details, request));
    }

    private Optional<Outcome<EmployerId>> attempt(
            Principal principal, CreditCode code, EmployerDetails details, IdempotentRequest request) {
        Seen seen = SideBySide.of(
                () -> standings.of(principal.subject()),
                () -> BatchReads.read(dynamo, table, List.of(records.keyOf(request), JobsTable.codeKey(code))),
                Seen::new);
        if (!seen.standing().admits(principal)) {
            return Optional.of(Outcome.refused(new Refusal.SessionOver()));
        }
        return switch (records.former(request, seen.items().getFirst())) {
            case FormerRequest.Same(String made) -> Optional.of(Outcome.done(new EmployerId(made)));
            case FormerRequest.Other _ -> Optional.of(Outcome.refused(new Refusal.KeyReused()));
            case FormerRequest.None _ ->
                seen.items().getLast().isPresent()
                        ? Optional.of(taken(request))
                        : write(principal, code, details, request);
        };
    }

    /** Items of a batch are not read at one moment: the same request may have taken the code between them. */
    private Outcome<EmployerId> taken(IdempotentRequest request) {
        var now =
                BatchReads.read(dynamo, table, List.of(records.keyOf(request))).getFirst();
        return records.former(request, now) instanceof FormerRequest.Same(String made)
                ? Outcome.done(new EmployerId(made))
                : Outcome.refused(new JobsRefusal.CodeTaken());
    }

    private Optional<Outcome<EmployerId>> write(
            Principal principal, CreditCode code, EmployerDetails details, IdempotentRequest request) {
        EmployerId id = EmployerId.random(random);
        List<TransactWriteItem> actions = new ArrayList<>();
        actions.add(records.note(request, id.value()));
        actions.add(absent().put(new CodeLock(code, id).toItem()));
        Employer employer = Employer.draft(id, code, details);
        Member founder = Member.founder(id, principal.subject(), clock.instant());
        actions.add(absent().put(employer.toItem()));
        actions.addAll(MemberActions.add(table, founder));
        actions.add(events.acts(founder, employer.memberships()));
        return transactions.writeAll(actions) ? Optional.of(Outcome.done(id)) : Optional.empty();
    }

    private Change absent() {
        return Change.when(table, "attribute_not_exists(#pk)");
    }

    private record Seen(Standing standing, List<Optional<Map<String, AttributeValue>>> items) {}
}
