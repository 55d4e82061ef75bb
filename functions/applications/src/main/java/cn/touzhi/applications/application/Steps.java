package cn.touzhi.applications.application;

import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.seconds;
import static cn.touzhi.kernel.dynamo.Attributes.text;

import cn.touzhi.applications.ApplicationsEvents;
import cn.touzhi.applications.ApplicationsTable;
import cn.touzhi.applications.posting.KnownEmployer;
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

    /** Takes one of an employer's, if that is verified; see {@link #take}. */
    Optional<Application> takeVerified(
            Application application, Move move, Optional<RejectionReason> reason, Optional<Instant> interviewAt) {
        return take(
                application,
                move,
                reason,
                interviewAt,
                List.of(KnownEmployer.checkVerified(table, application.employer())));
    }

    /** Takes one, if it still stands as it was read; gives how it stands then, or nothing where it doesn't. */
    Optional<Application> take(
            Application application, Move move, Optional<RejectionReason> reason, Optional<Instant> interviewAt) {
        return take(application, move, reason, interviewAt, List.of());
    }

    private Optional<Application> take(
            Application application,
            Move move,
            Optional<RejectionReason> reason,
            Optional<Instant> interviewAt,
            List<TransactWriteItem> conditions) {
        Application next = telling(application.after(move, now()).because(reason, interviewAt));
        List<TransactWriteItem> actions = new ArrayList<>(conditions);
        actions.add(Change.when(table, "#moves = :moves AND #state = :state")
                .with(":moves", number(application.moves()))
                .with(":state", text(application.state().text()))
                .put(next.toItem()));
        actions.add(absent().put(TakenMove.of(next).toItem()));
        actions.add(Fence.checkAbsent(table, application.subject()));
        if (!next.state().live()) {
            actions.addAll(ends(next));
        }
        return transactions.writeAll(actions) ? Optional.of(next) : Optional.empty();
    }

    private List<TransactWriteItem> ends(Application ended) {
        return List.of(
                Change.deleteAnyway(table, ApplicationsTable.liveKey(ended.posting(), ended.id())),
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

    /** With what is told of its last step. */
    Application telling(Application application) {
        String type = application.moves() == 1
                ? ApplicationsEvents.SUBMITTED
                : application.state().live() ? ApplicationsEvents.MOVED : ApplicationsEvents.CLOSED;
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
