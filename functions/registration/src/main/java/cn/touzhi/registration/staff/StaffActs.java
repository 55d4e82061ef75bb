package cn.touzhi.registration.staff;

import cn.touzhi.kernel.dynamo.Transactions;
import cn.touzhi.kernel.log.OperationLog;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Does what operators ask for, each act in one transaction with its record: neither is there without the other. All of
 * it is conditional on what was read; where somebody else was faster, it is read again.
 */
final class StaffActs {
    /** How often an account is read anew before an operator has to ask again. */
    static final int TRIES = 3;

    private final String table;
    private final Dossiers dossiers;
    private final Decisions decisions;
    private final Transactions transactions;
    private final Clock clock;
    private final SecureRandom random;
    private final OperationLog log;

    StaffActs(
            String table,
            Dossiers dossiers,
            Decisions decisions,
            Transactions transactions,
            Clock clock,
            SecureRandom random,
            OperationLog log) {
        this.table = table;
        this.dossiers = dossiers;
        this.decisions = decisions;
        this.transactions = transactions;
        this.clock = clock;
        this.random = random;
        this.log = log;
    }

    /** Does it once, however often the same is asked under the same id, and then answers the same. */
    ActAnswer perform(ActRequest request) {
        // the table knows seconds, and the same request is answered from there
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        for (int tried = 0; tried < TRIES; tried++) {
            Optional<ActAnswer> answer = attempt(request, now);
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        return refused(request, new ActAnswer.Refused(Refusal.BUSY));
    }

    /** Empty if something has changed meanwhile. */
    private Optional<ActAnswer> attempt(ActRequest request, Instant now) {
        Optional<Dossier> found = dossiers.of(request.subject(), now);
        if (found.isEmpty()) {
            return Optional.of(refused(request, new ActAnswer.Refused(Refusal.NO_SUCH_ACCOUNT)));
        }
        Dossier dossier = found.get();
        Optional<StaffAct> done = dossier.act(request.id());
        if (done.isPresent()) {
            return Optional.of(again(request, done.get(), dossier));
        }
        return switch (decisions.of(request, dossier, now)) {
            case Decision.Not(Refusal why, Optional<Instant> from) ->
                Optional.of(refused(request, new ActAnswer.Refused(why, from)));
            case Decision.Change(List<TransactWriteItem> actions) -> write(request, dossier, actions, now);
        };
    }

    private Optional<ActAnswer> write(
            ActRequest request, Dossier dossier, List<TransactWriteItem> actions, Instant now) {
        List<TransactWriteItem> all = new ArrayList<>(actions);
        all.add(StaffAct.of(request, dossier.key(), now, random).put(table));
        if (!transactions.writeAll(all)) {
            return Optional.empty();
        }
        line("staff-act", request).write();
        return Optional.of(new ActAnswer.Done(request.act(), now));
    }

    private ActAnswer again(ActRequest request, StaffAct done, Dossier dossier) {
        if (!done.answers(request, dossier.key())) {
            return refused(request, new ActAnswer.Refused(Refusal.REQUEST_USED));
        }
        line("staff-act-repeated", request).write();
        return new ActAnswer.Done(done.act(), done.at());
    }

    private ActAnswer refused(ActRequest request, ActAnswer.Refused answer) {
        line("staff-act-refused", request).named("reason", answer.why().text()).write();
        return answer;
    }

    private OperationLog.Line line(String what, ActRequest request) {
        return log.event(what)
                .named("act", request.act().text())
                .with("by", request.by())
                .with("subject", request.subject());
    }
}
