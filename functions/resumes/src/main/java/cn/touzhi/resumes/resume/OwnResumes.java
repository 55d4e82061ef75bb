package cn.touzhi.resumes.resume;

import static cn.touzhi.kernel.dynamo.Attributes.textOf;

import cn.touzhi.kernel.crypto.SubjectKeys;
import cn.touzhi.kernel.employer.EmployerId;
import cn.touzhi.kernel.http.Attempts;
import cn.touzhi.kernel.http.ConsentSequence;
import cn.touzhi.kernel.http.Outcome;
import cn.touzhi.kernel.http.Principal;
import cn.touzhi.kernel.http.Problem;
import cn.touzhi.kernel.http.Refusal;
import cn.touzhi.resumes.ResumesRefusal;
import cn.touzhi.resumes.ResumesTable;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Resumes as their owners read and change them. */
public final class OwnResumes {
    private final Reading reading;
    private final SubjectKeys keys;
    private final Sealing sealing;
    private final PublicCards cards;
    private final ResumeWrites writes;
    private final Clock clock;

    public OwnResumes(
            Reading reading, SubjectKeys keys, Sealing sealing, PublicCards cards, ResumeWrites writes, Clock clock) {
        this.reading = reading;
        this.cards = cards;
        this.keys = keys;
        this.sealing = sealing;
        this.writes = writes;
        this.clock = clock;
    }

    /** All of them, the oldest first. */
    Outcome<List<OwnResume>> all(Principal principal) {
        Reading.Seen seen = reading.allOf(principal);
        if (!seen.admitted()) {
            return Outcome.refused(new Refusal.SessionOver());
        }
        Holdings holdings = holdingsIn(principal, seen);
        return Outcome.done(resumesIn(principal, seen).stream()
                .map(resume -> opened(resume, holdings))
                .toList());
    }

    /** One of them. */
    Outcome<OwnResume> of(Principal principal, String id) {
        return with(principal, id, Optional::of).then(found -> Outcome.done(opened(found.resume(), found.holdings())));
    }

    /** Makes it say something else than it said at {@code version}. */
    Outcome<OwnResume> change(Principal principal, String id, int version, Rewording rewording, ConsentSequence told) {
        return with(principal, id, found -> changed(found, version, rewording, told))
                .then(found -> Outcome.done(opened(found.resume(), found.holdings())));
    }

    private Optional<Found> changed(Found found, int version, Rewording rewording, ConsentSequence told) {
        if (found.resume().version() != version) {
            return Optional.of(found.refused(new Refusal.VersionChanged()));
        }
        return switch (rewording.of(openedOf(found.resume()))) {
            case Outcome.Refused<Rewording.Reworded>(Refusal why) -> Optional.of(found.refused(why));
            case Outcome.Done<Rewording.Reworded>(Rewording.Reworded next) ->
                found.seen()
                        .withoutConsent(next.said(), told)
                        .map(why -> Optional.of(found.refused(why)))
                        .orElseGet(() -> reworded(found, next));
        };
    }

    /**
     * What is sensitive and was kept needs no consent now, and goes with it nevertheless: a withdrawal takes it away by a
     * change of its own, and of two changes of one version, one is written.
     */
    private Optional<Found> reworded(Found found, Rewording.Reworded reworded) {
        Sealing.Opened opened = reworded.opened();
        var key = keys.of(found.resume().subject()).orElseThrow();
        boolean shown = found.resume().visibility() == Visibility.PUBLIC;
        Optional<Refusal> unfit = shown ? unfitToShow(opened) : Optional.empty();
        if (unfit.isPresent()) {
            return Optional.of(found.refused(unfit.get()));
        }
        Resume next = found.resume()
                .saying(
                        sealing.seal(key, found.resume().id(), opened),
                        shown ? Optional.of(cards.of(opened)) : Optional.empty(),
                        now());
        return writes.change(found.resume(), next, reworded.said()) ? Optional.of(found.at(next)) : Optional.empty();
    }

    /** Employers find nothing in it, or more than they may. */
    private static Optional<Refusal> unfitToShow(Sealing.Opened opened) {
        List<Problem.Fault> missing = Completeness.missing(opened.fields());
        if (!missing.isEmpty()) {
            return Optional.of(new ResumesRefusal.Incomplete(missing));
        }
        List<Problem.Fault> leaks = ContactLeaks.in(opened.fields());
        return leaks.isEmpty() ? Optional.empty() : Optional.of(new ResumesRefusal.ContactInPublicText(leaks));
    }

    /** Says whom it is for. */
    Outcome<OwnResume> show(
            Principal principal, String id, int version, Visibility visibility, Set<EmployerId> hiddenFrom) {
        return with(principal, id, found -> {
                    if (found.resume().version() != version) {
                        return Optional.of(found.refused(new Refusal.VersionChanged()));
                    }
                    return visibility == Visibility.PUBLIC
                            ? published(found, hiddenFrom)
                            : shown(found, visibility, hiddenFrom, Optional.empty());
                })
                .then(found -> Outcome.done(opened(found.resume(), found.holdings())));
    }

    private Optional<Found> published(Found found, Set<EmployerId> hiddenFrom) {
        Sealing.Opened opened = openedOf(found.resume());
        return unfitToShow(opened)
                .map(why -> Optional.of(found.refused(why)))
                .orElseGet(() -> shown(found, Visibility.PUBLIC, hiddenFrom, Optional.of(cards.of(opened))));
    }

    private Optional<Found> shown(
            Found found, Visibility visibility, Set<EmployerId> hiddenFrom, Optional<PublicCard> card) {
        Resume next = found.resume().visibleTo(visibility, hiddenFrom, card, now());
        return writes.change(found.resume(), next, EnumSet.noneOf(SensitiveKind.class))
                ? Optional.of(found.at(next))
                : Optional.empty();
    }

    /** Makes it the default. */
    Outcome<OwnResume> prefer(Principal principal, String id) {
        return with(principal, id, found -> {
                    Holdings next = found.holdings().preferring(id);
                    return writes.prefer(principal.subject(), id, next)
                            ? Optional.of(found.at(next))
                            : Optional.empty();
                })
                .then(found -> Outcome.done(opened(found.resume(), found.holdings())));
    }

    /** Takes it away; of what was submitted, the submission decides. */
    Outcome<Resume> delete(Principal principal, String id) {
        return Attempts.until(() -> {
            Reading.Seen seen = reading.allOf(principal);
            if (!seen.admitted()) {
                return Optional.of(Outcome.refused(new Refusal.SessionOver()));
            }
            List<Resume> resumes = resumesIn(principal, seen);
            Optional<Resume> resume =
                    resumes.stream().filter(one -> one.id().equals(id)).findFirst();
            if (resume.isEmpty()) {
                return Optional.of(Outcome.refused(new Refusal.NothingThere()));
            }
            Optional<String> another = resumes.stream()
                    .map(Resume::id)
                    .filter(other -> !other.equals(id))
                    .findFirst();
            return writes.delete(resume.get(), holdingsIn(principal, seen).without(id, another))
                    ? Optional.of(Outcome.done(resume.get()))
                    : Optional.empty();
        });
    }

    private Outcome<Found> with(Principal principal, String id, Work work) {
        return Attempts.<Found>until(() -> {
                    Reading.Seen seen = reading.of(
                            principal,
                            List.of(
                                    ResumesTable.resumeKey(principal.subject(), id),
                                    ResumesTable.holdingsKey(principal.subject())));
                    if (!seen.admitted()) {
                        return Optional.of(Outcome.refused(new Refusal.SessionOver()));
                    }
                    if (seen.items().getFirst().isEmpty()) {
                        return Optional.of(Outcome.refused(new Refusal.NothingThere()));
                    }
                    Resume resume = Resume.of(
                            principal.subject(), seen.items().getFirst().get());
                    Holdings holdings =
                            Holdings.of(principal.subject(), seen.items().getLast());
                    return work.on(new Found(seen, resume, holdings, Optional.empty()))
                            .map(Outcome::done);
                })
                .then(found ->
                        found.refusal().<Outcome<Found>>map(Outcome::refused).orElseGet(() -> Outcome.done(found)));
    }

    private OwnResume opened(Resume resume, Holdings holdings) {
        return new OwnResume(
                resume,
                openedOf(resume),
                holdings.defaultResume().filter(resume.id()::equals).isPresent());
    }

    private Sealing.Opened openedOf(Resume resume) {
        return sealing.open(keys.of(resume.subject()).orElseThrow(), resume.id(), resume.sealed());
    }

    private static List<Resume> resumesIn(Principal principal, Reading.Seen seen) {
        return seen.items().stream()
                .flatMap(Optional::stream)
                .filter(item -> textOf(item, ResumesTable.SK).startsWith(ResumesTable.resumePrefix()))
                .map(item -> Resume.of(principal.subject(), item))
                .sorted(Comparator.comparing(Resume::createdAt).thenComparing(Resume::id))
                .toList();
    }

    private static Holdings holdingsIn(Principal principal, Reading.Seen seen) {
        return Holdings.of(
                principal.subject(),
                seen.items().stream()
                        .flatMap(Optional::stream)
                        .filter(item -> textOf(item, ResumesTable.SK).equals(ResumesTable.holdingsSortKey()))
                        .findFirst());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    /** Empty where another writer was faster. */
    private interface Work {
        Optional<Found> on(Found found);
    }

    private record Found(Reading.Seen seen, Resume resume, Holdings holdings, Optional<Refusal> refusal) {
        Found refused(Refusal why) {
            return new Found(seen, resume, holdings, Optional.of(why));
        }

        Found at(Resume next) {
            return new Found(seen, next, holdings, refusal);
        }

        Found at(Holdings next) {
            return new Found(seen, resume, next, refusal);
        }
    }

    /**
     * A resume as its owner sees it.
     *
     * @param resume as it is stored
     * @param said what it says
     * @param preferred whether it is the default
     */
    record OwnResume(Resume resume, Sealing.Opened said, boolean preferred) {}
}
