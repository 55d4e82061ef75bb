package cn.touzhi.applications.application;

import static cn.touzhi.kernel.dynamo.Attributes.textOf;

import cn.touzhi.applications.ApplicationsRefusal;
import cn.touzhi.applications.ApplicationsTable;
import cn.touzhi.kernel.employer.EmployerId;
import cn.touzhi.kernel.http.Attempts;
import cn.touzhi.kernel.http.Outcome;
import cn.touzhi.kernel.http.Page;
import cn.touzhi.kernel.http.Principal;
import cn.touzhi.kernel.http.Refusal;
import cn.touzhi.kernel.standing.Standing;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Applications as those who made them follow them. */
final class OwnApplications {
    private final Reading reading;
    private final Steps steps;
    private final Interviews interviews;

    OwnApplications(Reading reading, Steps steps, Interviews interviews) {
        this.reading = reading;
        this.steps = steps;
        this.interviews = interviews;
    }

    /** A page of them, the latest first. */
    Outcome<Page<Application>> list(Principal principal, Optional<String> cursor) {
        return listed(principal, ApplicationsTable.atPrefix(), cursor)
                .then(listed -> Outcome.done(reading.applications(listed)));
    }

    /** A page of who got what of them, the latest first. */
    Outcome<Page<Disclosure>> disclosures(Principal principal, Optional<String> cursor) {
        return listed(principal, ApplicationsTable.disclosurePrefix(), cursor)
                .then(listed -> Outcome.done(new Page<>(
                        listed.items().stream()
                                .map(item -> Disclosure.of(principal.subject(), item))
                                .toList(),
                        listed.next())));
    }

    private Outcome<Reading.Listed> listed(Principal principal, String prefix, Optional<String> cursor) {
        Standing standing = reading.standing(principal);
        if (!standing.admits(principal)) {
            return Outcome.refused(new Refusal.SessionOver());
        }
        String bound = prefix + principal.subject().value();
        return reading.latest(ApplicationsTable.seekerPartition(principal.subject()), prefix, bound, cursor)
                .map(Outcome::done)
                .orElseGet(() -> Outcome.refused(new Refusal.ForeignCursor()));
    }

    /** One of them, with all its steps. */
    Outcome<Followed> of(Principal principal, String id) {
        Reading.Seen seen = reading.withSteps(principal, id);
        if (!seen.admitted()) {
            return Outcome.refused(new Refusal.SessionOver());
        }
        return followed(seen, id)
                .filter(found -> found.application().subject().equals(principal.subject()))
                .map(found -> Outcome.done(found.with(interviews.open(found.application()))))
                .orElseGet(() -> Outcome.refused(new Refusal.NothingThere()));
    }

    /** How its employer answers, for whoever applied to it. */
    EmployerAnswers answersOf(EmployerId employer) {
        return reading.answers(employer);
    }

    static Optional<Followed> followed(Reading.Seen seen, String id) {
        var items = seen.items().stream().flatMap(Optional::stream).toList();
        List<TakenMove> moves = items.stream()
                .filter(item -> textOf(item, ApplicationsTable.SK).startsWith("MOVE#"))
                .map(item -> TakenMove.of(id, item))
                .toList();
        return items.stream()
                .filter(item -> textOf(item, ApplicationsTable.SK).equals("APPLICATION"))
                .map(item -> new Followed(Application.of(id, item), moves, Optional.empty()))
                .findFirst();
    }

    /** Takes a step; one that was taken already is taken. */
    Outcome<Application> move(Principal principal, String id, Move move, Optional<Instant> interviewAt) {
        return Attempts.until(() -> {
            Reading.Seen seen = reading.of(principal, List.of(ApplicationsTable.applicationKey(id)));
            if (!seen.admitted()) {
                return Optional.of(Outcome.refused(new Refusal.SessionOver()));
            }
            Optional<Application> application = seen.items()
                    .getFirst()
                    .map(item -> Application.of(id, item))
                    .filter(found -> found.subject().equals(principal.subject()));
            if (application.isEmpty()) {
                return Optional.of(Outcome.refused(new Refusal.NothingThere()));
            }
            return taken(application.get(), move, interviewAt);
        });
    }

    private Optional<Outcome<Application>> taken(Application application, Move move, Optional<Instant> interviewAt) {
        boolean ofInterview = move == Move.ACCEPT_INTERVIEW || move == Move.DECLINE_INTERVIEW;
        if (application.state() == move.to()
                && (move != Move.ACCEPT_INTERVIEW
                        || interviewAt.equals(application.interview().map(Interview::at)))) {
            return Optional.of(Outcome.done(application));
        }
        if (!move.from(application.state())) {
            return Optional.of(Outcome.refused(
                    new Refusal.MoveNotAllowed(application.state().text())));
        }
        if (ofInterview && !isNext(application, move, interviewAt)) {
            return Optional.of(Outcome.refused(new ApplicationsRefusal.OtherInterview()));
        }
        return steps.take(application, Step.of(move)).map(Outcome::done);
    }

    /** Whether the interview lies ahead, and one that is accepted is the one that the seeker has read of. */
    private boolean isNext(Application application, Move move, Optional<Instant> interviewAt) {
        Optional<Instant> last = application.interview().map(Interview::at);
        return (move == Move.DECLINE_INTERVIEW || interviewAt.equals(last))
                && last.filter(steps.now()::isBefore).isPresent();
    }

    /**
     * An application with its history.
     *
     * @param application as it stands
     * @param moves all its steps, in their order
     * @param interview where its interview is, if one was proposed
     */
    record Followed(Application application, List<TakenMove> moves, Optional<InterviewDetails> interview) {
        Followed {
            moves = List.copyOf(moves);
        }

        Followed with(Optional<InterviewDetails> opened) {
            return new Followed(application, moves, opened);
        }
    }
}
