package cn.touzhi.applications.application;

import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.seconds;
import static cn.touzhi.kernel.dynamo.Attributes.text;

import cn.touzhi.applications.ApplicationsEvents;
import cn.touzhi.applications.ApplicationsTable;
import cn.touzhi.kernel.dynamo.Change;
import cn.touzhi.kernel.dynamo.Transactions;
import cn.touzhi.kernel.erasure.Fence;
import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.event.EventId;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** The steps of applications: each is one transaction, on how it stood, with its place in the history and its event. */
public final class Steps {
    private final String table;
    private final Transactions transactions;
    private final Clock clock;
    private final SecureRandom random;

    /** @param table the room's */
    public Steps(String table, Transactions transactions, Clock clock, SecureRandom random) {
        this.table = table;
        this.transactions = transactions;
        this.clock = clock;
        this.random = random;
    }

    /** Takes one, if it still stands as it was read; gives how it stands then, or nothing where it doesn't. */
    Optional<Application> take(Application application, Step step) {
        return take(application, step, List.of());
    }

    /** The same, if {@code more} holds too. */
    Optional<Application> take(Application application, Step step, List<TransactWriteItem> more) {
        Application next = telling(application.after(step, now()), step.move());
        List<TransactWriteItem> actions = new ArrayList<>(more);
        actions.add(Change.when(table, "#moves = :moves AND #state = :state")
                .with(":moves", number(application.moves()))
                .with(":state", text(application.state().text()))
                .put(next.toItem()));
        actions.add(absent().put(TakenMove.of(next).toItem()));
        actions.add(Fence.checkAbsent(table, application.subject()));
        actions.addAll(due(application, next));
        EmployerAnswers.counted(table, application, step.move()).ifPresent(actions::add);
        if (application.state().live() && !next.state().live()) {
            actions.addAll(ends(next));
        } else if (!application.state().live() && next.state().live()) {
            actions.addAll(revives(next));
        }
        return transactions.writeAll(actions) ? Optional.of(next) : Optional.empty();
    }

    private List<TransactWriteItem> due(Application before, Application after) {
        Optional<DueStep> then = DueStep.of(before);
        Optional<DueStep> now = DueStep.of(after);
        if (then.equals(now)) {
            return List.of();
        }
        return Stream.concat(
                        then.stream()
                                .map(due -> Change.deleteAnyway(
                                        table, ApplicationsTable.dueKey(due.at(), due.application()))),
                        now.stream().map(due -> Change.putAnyway(table, due.toItem())))
                .toList();
    }

    private List<TransactWriteItem> ends(Application ended) {
        return List.of(
                Change.deleteAnyway(table, ApplicationsTable.liveKey(ended.posting(), ended.id())),
                Change.deleteAnyway(table, ApplicationsTable.identityKey(ended.subject(), ended.id())),
                Change.when(table, "#application = :application")
                        .with(":application", text(ended.id()))
                        .with(":end", seconds(ended.since()))
                        .update(ApplicationsTable.lockKey(ended.subject(), ended.posting()), "SET #endedAt = :end"),
                Change.when(table, "attribute_exists(#pk)")
                        .with(":end", seconds(ended.since()))
                        .update(
                                ApplicationsTable.disclosureKey(ended.subject(), ended.submittedAt(), ended.id()),
                                "SET #" + Disclosure.ENDED_AT + " = :end"));
    }

    /** Unless another application took its place. */
    private List<TransactWriteItem> revives(Application revived) {
        return List.of(
                absent().put(new LiveApplication(revived.posting(), revived.id()).toItem()),
                Change.when(table, "#application = :application AND attribute_exists(#endedAt)")
                        .with(":application", text(revived.id()))
                        .update(ApplicationsTable.lockKey(revived.subject(), revived.posting()), "REMOVE #endedAt"),
                Change.when(table, "attribute_exists(#pk)")
                        .update(
                                ApplicationsTable.disclosureKey(revived.subject(), revived.submittedAt(), revived.id()),
                                "REMOVE #" + Disclosure.ENDED_AT));
    }

    /** A new one, with what is told of it. */
    Application telling(Application submitted) {
        return telling(submitted, ApplicationsEvents.SUBMITTED);
    }

    private Application telling(Application application, Move last) {
        String type = last == Move.RECONSIDER
                ? ApplicationsEvents.REOPENED
                : application.state().live() ? ApplicationsEvents.MOVED : ApplicationsEvents.CLOSED;
        return telling(application, type);
    }

    private Application telling(Application application, String type) {
        return application.telling(new Event(
                EventId.random(random),
                type,
                Optional.of(application.subject().value()),
                application.since(),
                Map.of(
                        "application", application.id(),
                        "version", application.resumeVersion(),
                        "employer", application.employer().value(),
                        "posting", application.posting().value(),
                        "state", application.state().text(),
                        "moves", Integer.toString(application.moves()))));
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    private Change absent() {
        return Change.when(table, "attribute_not_exists(#pk)");
    }
}
