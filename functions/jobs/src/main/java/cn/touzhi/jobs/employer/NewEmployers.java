package cn.touzhi.jobs.employer;

import cn.touzhi.jobs.Attempts;
import cn.touzhi.jobs.JobsTable;
import cn.touzhi.jobs.Outcome;
import cn.touzhi.jobs.Refusal;
import cn.touzhi.jobs.member.Member;
import cn.touzhi.jobs.member.MemberActions;
import cn.touzhi.kernel.aws.SideBySide;
import cn.touzhi.kernel.dynamo.BatchReads;
import cn.touzhi.kernel.dynamo.Change;
import cn.touzhi.kernel.dynamo.Transactions;
import cn.touzhi.kernel.employer.EmployerId;
import cn.touzhi.kernel.http.IdempotencyKey;
import cn.touzhi.kernel.http.Principal;
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
    private final IdempotencyRecords wishes;
    private final Clock clock;
    private final SecureRandom random;

    NewEmployers(
            DynamoDbClient dynamo,
            String table,
            Transactions transactions,
            Standings standings,
            IdempotencyRecords wishes,
            Clock clock,
            SecureRandom random) {
        this.dynamo = dynamo;
        this.table = table;
        this.transactions = transactions;
        this.standings = standings;
        this.wishes = wishes;
        this.clock = clock;
        this.random = random;
    }

    /** Makes {@code principal} the owner of a new employer. */
    Outcome<EmployerId> register(Principal principal, CreditCode code, EmployerDetails details, IdempotencyKey key) {
        IdempotentRequest wish = wishes.of(principal.subject(), ROUTE, key, code + " " + details);
        return Attempts.until(() -> attempt(principal, code, details, wish));
    }

    private Optional<Outcome<EmployerId>> attempt(
            Principal principal, CreditCode code, EmployerDetails details, IdempotentRequest wish) {
        Seen seen = SideBySide.of(
                () -> standings.of(principal.subject()),
                () -> BatchReads.read(dynamo, table, List.of(wishes.keyOf(wish), JobsTable.codeKey(code))),
                Seen::new);
        if (!seen.standing().admits(principal)) {
            return Optional.of(Outcome.refused(new Refusal.SessionOver()));
        }
        return switch (wishes.former(wish, seen.items().getFirst())) {
            case FormerRequest.Same(String made) -> Optional.of(Outcome.done(new EmployerId(made)));
            case FormerRequest.Other _ -> Optional.of(Outcome.refused(new Refusal.KeyReused()));
            case FormerRequest.None _ ->
                seen.items().getLast().isPresent()
                        ? Optional.of(Outcome.refused(new Refusal.CodeTaken()))
                        : write(principal, code, details, wish);
        };
    }

    private Optional<Outcome<EmployerId>> write(
            Principal principal, CreditCode code, EmployerDetails details, IdempotentRequest wish) {
        EmployerId id = EmployerId.random(random);
        List<TransactWriteItem> actions = new ArrayList<>();
        actions.add(wishes.note(wish, id.value()));
        actions.add(absent().put(new CodeLock(code, id).toItem()));
        actions.add(absent().put(Employer.draft(id, code, details).toItem()));
        actions.addAll(MemberActions.add(table, Member.founder(id, principal.subject(), clock.instant())));
        return transactions.writeAll(actions) ? Optional.of(Outcome.done(id)) : Optional.empty();
    }

    private Change absent() {
        return Change.when(table, "attribute_not_exists(#pk)");
    }

    private record Seen(Standing standing, List<Optional<Map<String, AttributeValue>>> items) {}
}
