package cn.touzhi.applications.application;

import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.seconds;

import cn.touzhi.applications.ApplicationsRefusal;
import cn.touzhi.applications.ApplicationsTable;
import cn.touzhi.applications.posting.KnownEmployer;
import cn.touzhi.kernel.dynamo.Change;
import cn.touzhi.kernel.dynamo.Transactions;
import cn.touzhi.kernel.employer.EmployerId;
import cn.touzhi.kernel.erasure.Fence;
import cn.touzhi.kernel.http.Attempts;
import cn.touzhi.kernel.http.Outcome;
import cn.touzhi.kernel.http.Page;
import cn.touzhi.kernel.http.Principal;
import cn.touzhi.kernel.http.Refusal;
import cn.touzhi.kernel.standing.Standing;
import cn.touzhi.kernel.voucher.MacKey;
import cn.touzhi.kernel.voucher.ViewGrant;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Applications as the members of an employer handle them. For everybody else there are none. Who may do what goes by the
 * role, as far as this room has heard of it.
 */
final class ReceivedApplications {
    private static final Set<String> MOVING = Set.of("owner", "recruiter");
    /** Long enough to get from this room to the other. */
    private static final Duration GRANTED = Duration.ofSeconds(60);

    private final Reading reading;
    private final Steps steps;
    private final String table;
    private final Transactions transactions;
    private final MacKey grants;

    ReceivedApplications(Reading reading, Steps steps, String table, Transactions transactions, MacKey grants) {
        this.reading = reading;
        this.steps = steps;
        this.table = table;
        this.transactions = transactions;
        this.grants = grants;
    }

    /** A page of them, the latest first. */
    Outcome<Page<Application>> list(Principal principal, EmployerId employer, Optional<String> cursor) {
        Optional<Refusal> outside = outside(principal, employer, reading.standing(principal));
        if (outside.isPresent()) {
            return Outcome.refused(outside.get());
        }
        String bound = employer.value() + principal.subject().value();
        return reading.latest(
                        ApplicationsTable.employerPartition(employer), ApplicationsTable.atPrefix(), bound, cursor)
                .map(listed -> Outcome.done(reading.applications(listed)))
                .orElseGet(() -> Outcome.refused(new ApplicationsRefusal.ForeignCursor()));
    }

    /** One of them, with all its steps. */
    Outcome<OwnApplications.Followed> of(Principal principal, EmployerId employer, String id) {
        Reading.Seen seen = reading.withSteps(principal, id);
        return outside(principal, employer, seen.standing())
                .<Outcome<OwnApplications.Followed>>map(Outcome::refused)
                .orElseGet(() -> OwnApplications.followed(seen, id)
                        .filter(found -> found.application().employer().equals(employer))
                        .map(Outcome::done)
                        .orElseGet(() -> Outcome.refused(new Refusal.NothingThere())));
    }

    /** Takes a step; one that was taken already is taken. */
    Outcome<Application> move(Principal principal, EmployerId employer, String id, Step step) {
        return with(principal, employer, id, found -> {
            if (!MOVING.contains(found.role())) {
                return refused(new ApplicationsRefusal.RoleTooLow());
            }
            Application application = found.application();
            if (application.state() == step.move().to()
                    && (step.interviewAt().isEmpty() || step.interviewAt().equals(application.interviewAt()))) {
                return Optional.of(Outcome.done(application));
            }
            return step.move().from(application.state())
                    ? steps.takeVerified(application, step.move(), step.reason(), step.interviewAt())
                            .map(Outcome::done)
                    : refused(new ApplicationsRefusal.MoveNotAllowed(
                            application.state().text()));
        });
    }

    /** Lets the caller look at what was submitted, once noted where its owner sees that. */
    Outcome<Granted> grant(Principal principal, EmployerId employer, String id) {
        return with(principal, employer, id, found -> {
            Application application = found.application();
            if (!application.state().live()) {
                return refused(new ApplicationsRefusal.Over());
            }
            Optional<Application> viewed = application.state() == State.SUBMITTED
                    ? steps.take(application, Move.VIEW, Optional.empty(), Optional.empty())
                    : Optional.of(application);
            return viewed.filter(this::looks).map(seen -> Outcome.done(granted(principal, seen)));
        });
    }

    /** Notes it, if the application isn't over; refused: it is read again. */
    private boolean looks(Application application) {
        return transactions.writeAll(List.of(
                Fence.checkAbsent(table, application.subject()),
                KnownEmployer.checkVerified(table, application.employer()),
                Change.when(table, "attribute_exists(#pk) AND attribute_not_exists(#endedAt)")
                        .with(":one", number(1))
                        .with(":now", seconds(steps.now()))
                        .update(
                                ApplicationsTable.disclosureKey(
                                        application.subject(), application.submittedAt(), application.id()),
                                "SET #" + Disclosure.LOOKED_AT + " = :now ADD #" + Disclosure.LOOKS + " :one")));
    }

    private Granted granted(Principal principal, Application application) {
        ViewGrant grant = new ViewGrant(
                application.id(),
                application.resumeVersion(),
                application.employer(),
                principal.subject(),
                application.released(),
                steps.now().plus(GRANTED));
        return new Granted(grant.confirmedBy(grants), grant.expiresAt());
    }

    private <T> Outcome<T> with(
            Principal principal, EmployerId employer, String id, Function<Found, Optional<Outcome<T>>> work) {
        return Attempts.until(() -> {
            Reading.Seen seen = reading.of(
                    principal,
                    List.of(ApplicationsTable.applicationKey(id), ApplicationsTable.knownEmployerKey(employer)));
            Optional<Refusal> outside = outside(principal, employer, seen.standing());
            if (outside.isPresent()) {
                return refused(outside.get());
            }
            if (seen.items().getLast().filter(KnownEmployer::isVerified).isEmpty()) {
                return refused(new ApplicationsRefusal.NotVerified());
            }
            return seen.items()
                    .getFirst()
                    .map(item -> Application.of(id, item))
                    .filter(application -> application.employer().equals(employer))
                    .map(application ->
                            new Found(application, seen.standing().memberships().get(employer.value())))
                    .map(work)
                    .orElseGet(() -> refused(new Refusal.NothingThere()));
        });
    }

    private static Optional<Refusal> outside(Principal principal, EmployerId employer, Standing standing) {
        if (!standing.admits(principal)) {
            return Optional.of(new Refusal.SessionOver());
        }
        return standing.memberships().containsKey(employer.value())
                ? Optional.empty()
                : Optional.of(new Refusal.NothingThere());
    }

    private static <T> Optional<Outcome<T>> refused(Refusal why) {
        return Optional.of(Outcome.refused(why));
    }

    private record Found(Application application, String role) {}

    /**
     * A step of an employer's.
     *
     * @param move which
     * @param reason why, where it rejects
     * @param interviewAt when, where it proposes an interview
     */
    record Step(Move move, Optional<RejectionReason> reason, Optional<Instant> interviewAt) {}

    /**
     * What lets a member look.
     *
     * @param text for resumes
     * @param expiresAt until when
     */
    record Granted(String text, Instant expiresAt) {}
}
