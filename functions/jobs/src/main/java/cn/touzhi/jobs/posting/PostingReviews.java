package cn.touzhi.jobs.posting;

import cn.touzhi.jobs.JobsTable;
import cn.touzhi.jobs.member.Access;
import cn.touzhi.jobs.member.Accessed;
import cn.touzhi.jobs.wording.LegalBasis;
import cn.touzhi.jobs.wording.Wording;
import cn.touzhi.kernel.employer.EmployerId;
import cn.touzhi.kernel.employer.PostingId;
import cn.touzhi.kernel.http.Attempts;
import cn.touzhi.kernel.http.Outcome;
import cn.touzhi.kernel.http.Principal;
import cn.touzhi.kernel.http.Refusal;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** What staff decide about postings: whether a rule of the state lets one say what none may else. */
final class PostingReviews {
    private final Access access;
    private final PostingWrites writes;
    private final Wording wording;
    private final Clock clock;

    PostingReviews(Access access, PostingWrites writes, Wording wording, Clock clock) {
        this.access = access;
        this.writes = writes;
        this.wording = wording;
        this.clock = clock;
    }

    /**
     * Sets the rule, or takes it away. A posting that says what nothing allows any more is closed with it, unless it was
     * never shown; that can't be shown as it is.
     */
    Outcome<Posting> base(Principal principal, EmployerId employer, PostingId id, Optional<LegalBasis> basis) {
        return Attempts.until(() -> access.ofStaff(principal, employer, List.of(JobsTable.postingKey(id)))
                .attempt(inside -> base(inside, id, basis)));
    }

    private Optional<Outcome<Posting>> base(Accessed.Inside inside, PostingId id, Optional<LegalBasis> basis) {
        Optional<Posting> found = Postings.read(inside, id);
        if (found.isEmpty()) {
            return Optional.of(Outcome.refused(new Refusal.NothingThere()));
        }
        Posting now = found.get().at(clock.instant());
        if (now.basis().equals(basis)) {
            return Optional.of(Outcome.done(now));
        }
        boolean forbidden = !now.fields().faults(wording, basis).isEmpty();
        PostingState then = now.state().isLive() && forbidden ? PostingState.CLOSED : now.state();
        Posting after = now.on(basis, then);
        return writes.change(found.get(), after, List.of()) ? Optional.of(Outcome.done(after)) : Optional.empty();
    }
}
