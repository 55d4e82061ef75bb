package cn.touzhi.jobs.posting;

import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.text;

import cn.touzhi.jobs.JobsRefusal;
import cn.touzhi.jobs.JobsTable;
import cn.touzhi.jobs.employer.Employer;
import cn.touzhi.jobs.employer.EmployerState;
import cn.touzhi.jobs.member.Access;
import cn.touzhi.jobs.member.Accessed;
import cn.touzhi.jobs.member.Role;
import cn.touzhi.jobs.wording.Wording;
import cn.touzhi.kernel.dynamo.Change;
import cn.touzhi.kernel.employer.EmployerId;
import cn.touzhi.kernel.employer.EmployerRefusal;
import cn.touzhi.kernel.employer.PostingId;
import cn.touzhi.kernel.http.Attempts;
import cn.touzhi.kernel.http.Outcome;
import cn.touzhi.kernel.http.Principal;
import cn.touzhi.kernel.http.Problem;
import cn.touzhi.kernel.http.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** The postings of employers as their members change them. */
final class Postings {
    /** Longer than anybody looks for one person. */
    static final Duration LONGEST = Duration.ofDays(366);

    private final String table;
    private final Access access;
    private final PostingWrites writes;
    private final Wording wording;
    private final Clock clock;

    Postings(String table, Access access, PostingWrites writes, Wording wording, Clock clock) {
        this.table = table;
        this.access = access;
        this.writes = writes;
        this.wording = wording;
        this.clock = clock;
    }

    /** The posting, as any member sees it, and staff who are to decide on it. */
    Outcome<Posting> of(Principal principal, EmployerId employer, PostingId id) {
        Accessed accessed = Access.isStaff(principal)
                ? access.ofStaff(principal, employer, List.of(JobsTable.postingKey(id)))
                : accessTo(principal, employer, id, Role::mayLook);
        return accessed.as(inside -> read(inside, id)
                .map(posting -> Outcome.done(posting.at(clock.instant())))
                .orElseGet(() -> Outcome.refused(new Refusal.NothingThere())));
    }

    /** Puts {@code fields} in the place of those that were there at {@code version}. */
    Outcome<Posting> change(Principal principal, EmployerId employer, PostingId id, int version, PostingFields fields) {
        return changed(principal, employer, id, version, (inside, posting) -> change(inside, posting, fields));
    }

    private Optional<Outcome<Posting>> change(Accessed.Inside inside, Posting posting, PostingFields fields) {
        Posting now = posting.at(clock.instant());
        if (now.state() == PostingState.CLOSED) {
            return refused(new Refusal.MoveNotAllowed(now.state().text()));
        }
        Optional<Refusal> unfit = unfit(fields, posting);
        return unfit.isPresent()
                ? refused(unfit.get())
                : write(posting, now.saying(fields), List.of(access.still(inside.member())));
    }

    private Optional<Refusal> unfit(PostingFields fields, Posting posting) {
        return unfit(fields).or(() -> discriminatory(fields.faults(wording, posting.basis())));
    }

    /** What no posting may say at this time. */
    Optional<Refusal> unfit(PostingFields fields) {
        Instant now = clock.instant();
        List<Problem.Fault> faults = new ArrayList<>();
        if (fields.wage().min() > fields.wage().max()) {
            faults.add(new Problem.Fault("/wage/max", "must not be less than the least"));
        }
        if (!fields.validThrough().isAfter(now) || fields.validThrough().isAfter(now.plus(LONGEST))) {
            faults.add(new Problem.Fault("/validThrough", "must lie ahead, by a year at most"));
        }
        return faults.isEmpty() ? Optional.empty() : Optional.of(new Refusal.Unfit(faults));
    }

    /** Where nothing allows it. */
    static Optional<Refusal> discriminatory(List<Problem.Fault> faults) {
        return faults.isEmpty() ? Optional.empty() : Optional.of(new JobsRefusal.Discriminatory(faults));
    }

    /** Takes it to {@code state}, if it is as it was at {@code version}. */
    Outcome<Posting> move(Principal principal, EmployerId employer, PostingId id, int version, PostingState state) {
        return changed(principal, employer, id, version, (inside, posting) -> move(inside, posting, state));
    }

    private Optional<Outcome<Posting>> move(Accessed.Inside inside, Posting posting, PostingState state) {
        Posting now = posting.at(clock.instant());
        if (!now.state().next().contains(state)) {
            return refused(new Refusal.MoveNotAllowed(now.state().text()));
        }
        return state == PostingState.OPEN
                ? open(inside, posting)
                : write(posting, now.in(state), List.of(access.still(inside.member())));
    }

    private Optional<Outcome<Posting>> open(Accessed.Inside inside, Posting posting) {
        Employer employer = inside.employer();
        if (employer.state() != EmployerState.VERIFIED) {
            return refused(new EmployerRefusal.NotVerified());
        }
        if (!posting.fields().validThrough().isAfter(clock.instant())) {
            return refused(new JobsRefusal.ValidityOver());
        }
        // staff may have taken the rule that it stood on
        Optional<Refusal> discriminatory = discriminatory(posting.fields().faults(wording, posting.basis()));
        if (discriminatory.isPresent()) {
            return refused(discriminatory.get());
        }
        Instant since = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Posting opened = posting.at(clock.instant()).opened(employer.details().name(), since);
        TransactWriteItem verified = Change.when(table, "#state = :verified AND #version = :version")
                .with(":verified", text(EmployerState.VERIFIED.text()))
                .with(":version", number(employer.version()))
                .check(JobsTable.employerKey(employer.id()));
        return write(posting, opened, List.of(access.still(inside.member()), verified));
    }

    private Outcome<Posting> changed(Principal principal, EmployerId employer, PostingId id, int version, Work work) {
        return Attempts.until(
                () -> accessTo(principal, employer, id, Role::mayPost).attempt(inside -> {
                    Optional<Posting> posting = read(inside, id);
                    if (posting.isEmpty()) {
                        return refused(new Refusal.NothingThere());
                    }
                    return posting.get().version() == version
                            ? work.of(inside, posting.get())
                            : refused(new Refusal.VersionChanged());
                }));
    }

    private Optional<Outcome<Posting>> write(Posting before, Posting after, List<TransactWriteItem> conditions) {
        return writes.change(before, after, conditions) ? Optional.of(Outcome.done(after)) : Optional.empty();
    }

    private Accessed accessTo(Principal principal, EmployerId employer, PostingId id, Predicate<Role> may) {
        List<Map<String, AttributeValue>> also = List.of(JobsTable.postingKey(id));
        return access.ofMember(principal, employer, may, also);
    }

    /** Empty also where it is another employer's. */
    static Optional<Posting> read(Accessed.Inside inside, PostingId id) {
        return inside.also().getFirst().map(item -> Posting.of(id, item)).filter(posting -> posting.employer()
                .equals(inside.employer().id()));
    }

    private static Optional<Outcome<Posting>> refused(Refusal why) {
        return Optional.of(Outcome.refused(why));
    }

    private interface Work {
        Optional<Outcome<Posting>> of(Accessed.Inside inside, Posting posting);
    }
}
