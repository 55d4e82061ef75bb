package cn.touzhi.applications.application;

import cn.touzhi.applications.ApplicationsRefusal;
import cn.touzhi.applications.ApplicationsTable;
import cn.touzhi.applications.posting.KnownEmployer;
import cn.touzhi.applications.posting.KnownPosting;
import cn.touzhi.kernel.dynamo.Transactions;
import cn.touzhi.kernel.employer.EmployerId;
import cn.touzhi.kernel.employer.EmployerRefusal;
import cn.touzhi.kernel.employer.PostingId;
import cn.touzhi.kernel.http.Outcome;
import cn.touzhi.kernel.http.Page;
import cn.touzhi.kernel.http.Principal;
import cn.touzhi.kernel.http.Refusal;
import cn.touzhi.kernel.standing.Standings;
import cn.touzhi.kernel.voucher.MacKey;
import cn.touzhi.kernel.voucher.ViewGrant;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Applications as the members of an employer handle them. For everybody else there are none. Who may do what goes by the
 * role, as far as this room has heard of it.
 */
final class ReceivedApplications {
    /** Steps that lead round in a circle. */
    private static final Set<Move> AGAIN_AND_AGAIN = EnumSet.of(Move.PROPOSE_INTERVIEW, Move.RECONSIDER);
    /** More than any hiring takes; without it, applications could grow for ever. */
    private static final int MOST_MOVES = 60;
    /** As long as the version that was submitted is kept by resumes, less a day. */
    private static final Duration RECONSIDERED_WITHIN = Duration.ofDays(30);
    /** Long enough to get from this room to the other. */
    private static final Duration GRANTED = Duration.ofSeconds(60);

    private final Member member;
    private final Reading reading;
    private final Steps steps;
    private final Interviews interviews;
    private final String table;
    private final Transactions transactions;
    private final MacKey grants;

    ReceivedApplications(
            Member member,
            Reading reading,
            Steps steps,
            Interviews interviews,
            String table,
            Transactions transactions,
            MacKey grants) {
        this.member = member;
        this.reading = reading;
        this.steps = steps;
        this.interviews = interviews;
        this.table = table;
        this.transactions = transactions;
        this.grants = grants;
    }

    /** A page of them, the latest first. */
    Outcome<Page<Application>> list(
            Principal principal, EmployerId employer, Optional<PostingId> posting, Optional<String> cursor) {
        Optional<Refusal> outside = Member.outside(principal, employer, reading.standing(principal));
        if (outside.isPresent()) {
            return Outcome.refused(outside.get());
        }
        String partition = posting.map(ApplicationsTable::postingPartition)
                .orElseGet(() -> ApplicationsTable.employerPartition(employer));
        String bound = partition + principal.subject().value();
        return reading.latest(partition, ApplicationsTable.atPrefix(), bound, cursor)
                .map(listed -> Outcome.done(ofEmployer(employer, reading.applications(listed))))
                .orElseGet(() -> Outcome.refused(new Refusal.ForeignCursor()));
    }

    /** Of another employer's posting there are none. */
    private static Page<Application> ofEmployer(EmployerId employer, Page<Application> page) {
        return page.items().stream().allMatch(one -> one.employer().equals(employer))
                ? page
                : new Page<>(List.of(), Optional.empty());
    }

    /** One of them, with all its steps. */
    Outcome<OwnApplications.Followed> of(Principal principal, EmployerId employer, String id) {
        Reading.Seen seen = reading.withSteps(principal, id);
        return Member.outside(principal, employer, seen.standing())
                .<Outcome<OwnApplications.Followed>>map(Outcome::refused)
                .orElseGet(() -> OwnApplications.followed(seen, id)
                        .filter(found -> found.application().employer().equals(employer))
                        .map(found -> Outcome.done(found.with(interviews.open(found.application()))))
                        .orElseGet(() -> Outcome.refused(new Refusal.NothingThere())));
    }

    /** Takes a step; one that was taken already is taken. */
    Outcome<Application> move(Principal principal, EmployerId employer, String id, Wanted wanted) {
        return member.with(principal, employer, id, found -> {
            if (!found.moving()) {
                return refused(new EmployerRefusal.RoleTooLow());
            }
            Application application = found.application();
            if (isTaken(application, wanted)) {
                return Optional.of(Outcome.done(application));
            }
            if (wanted.steps().filter(seen -> seen != application.moves()).isPresent()) {
                return refused(new ApplicationsRefusal.Changed());
            }
            return refusal(application, wanted.move())
                    .<Optional<Outcome<Application>>>map(ReceivedApplications::refused)
                    .orElseGet(() -> taken(principal, application, wanted));
        });
    }

    private boolean isTaken(Application application, Wanted wanted) {
        return application.state() == wanted.move().to()
                && (wanted.move() != Move.RECONSIDER || wasRejected(application))
                && wanted.interview()
                        .map(interview -> interviews.isSame(application, interview))
                        .orElse(true);
    }

    /** Whether it was, before it came to where it is. */
    private boolean wasRejected(Application application) {
        return reading.items(List.of(ApplicationsTable.moveKey(application.id(), application.moves() - 1)))
                .getFirst()
                .map(item -> TakenMove.of(application.id(), item))
                .filter(before -> before.state() == State.REJECTED)
                .isPresent();
    }

    private Optional<Refusal> refusal(Application application, Move move) {
        if (!move.from(application.state())) {
            return Optional.of(new Refusal.MoveNotAllowed(application.state().text()));
        }
        if (AGAIN_AND_AGAIN.contains(move) && application.moves() >= MOST_MOVES) {
            return Optional.of(new ApplicationsRefusal.TooManyMoves());
        }
        return move == Move.RECONSIDER ? againstReconsidering(application) : Optional.empty();
    }

    /** Whoever was rejected long ago, or has applied once more since, is not brought back, nor to what is closed. */
    private Optional<Refusal> againstReconsidering(Application application) {
        var found = reading.items(List.of(
                ApplicationsTable.lockKey(application.subject(), application.posting()),
                ApplicationsTable.knownPostingKey(application.posting())));
        boolean tooLate = application.since().plus(RECONSIDERED_WITHIN).isBefore(steps.now());
        if (tooLate
                || found.getFirst()
                        .filter(lock -> PostingLock.isOf(lock, application.id()))
                        .isEmpty()) {
            return Optional.of(new Refusal.MoveNotAllowed(application.state().text()));
        }
        return found.getLast()
                        .filter(posting ->
                                !KnownPosting.of(application.posting(), posting).over())
                        .isEmpty()
                ? Optional.of(new ApplicationsRefusal.JobNotOpen())
                : Optional.empty();
    }

    private Optional<Outcome<Application>> taken(Principal principal, Application application, Wanted wanted) {
        List<TransactWriteItem> conditions = new ArrayList<>(List.of(
                KnownEmployer.checkVerified(table, application.employer()),
                Standings.checkMember(table, principal.subject(), application.employer(), Member.MOVING)));
        Optional<Interviews.Sealed> sealed =
                wanted.interview().map(interview -> interviews.seal(application, interview));
        sealed.ifPresent(interview -> conditions.addAll(interview.more()));
        if (wanted.move() == Move.RECONSIDER) {
            conditions.add(KnownPosting.checkNotOver(table, application.posting()));
        }
        Step step = new Step(wanted.move(), wanted.reason(), sealed.map(Interviews.Sealed::interview));
        return steps.take(application, step, conditions).map(Outcome::done);
    }

    /** Lets the caller look at what was submitted, once noted where its owner sees that. */
    Outcome<Granted> grant(Principal principal, EmployerId employer, String id) {
        return member.with(principal, employer, id, found -> {
            Application application = found.application();
            if (!application.state().live()) {
                return refused(new ApplicationsRefusal.Over());
            }
            Optional<Application> viewed = application.state() == State.SUBMITTED
                    ? steps.take(application, Step.of(Move.VIEW))
                    : Optional.of(application);
            return viewed.filter(one -> looks(principal, one)).map(seen -> Outcome.done(granted(principal, seen)));
        });
    }

    /** Refused: it is read again. */
    private boolean looks(Principal principal, Application application) {
        return transactions.writeAll(member.look(principal, application, steps.now()));
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

    private static <T> Optional<Outcome<T>> refused(Refusal why) {
        return Member.refused(why);
    }

    /**
     * A step that an employer wants to take.
     *
     * @param move which
     * @param reason why, where it rejects
     * @param interview which, where it proposes one
     * @param steps as many as it had when they saw it, if they say so
     */
    record Wanted(
            Move move,
            Optional<RejectionReason> reason,
            Optional<Interviews.Wanted> interview,
            Optional<Integer> steps) {}

    /**
     * What lets a member look.
     *
     * @param text for resumes
     * @param expiresAt until when
     */
    record Granted(String text, Instant expiresAt) {}
}
