package cn.touzhi.resumes.resume;

import cn.touzhi.kernel.http.MergePatch;
import cn.touzhi.kernel.http.Outcome;
import cn.touzhi.kernel.http.Patching;
import java.util.Set;

/**
 * What is to change in what a resume says. It is applied to all that the resume says, whatever of that its owner was shown,
 * so that nothing changes that it doesn't speak of. What comes of it is checked as if it had been sent whole.
 */
final class ResumePatch implements Rewording {
    private final MergePatch patch;
    private final Patching patching;
    private final FieldCodes codes;

    private ResumePatch(MergePatch patch, Patching patching, FieldCodes codes) {
        this.patch = patch;
        this.patching = patching;
        this.codes = codes;
    }

    /** Refused where no resume has such members, whatever it says: for that, none need be read. */
    static Outcome<ResumePatch> of(MergePatch patch, Patching patching, FieldCodes codes) {
        return patching.said(patch, Draft.class).then(fit -> Outcome.done(new ResumePatch(patch, patching, codes)));
    }

    @Override
    public Outcome<Reworded> of(Sealing.Opened before) {
        return patching.applied(patch, new Draft(before.fields(), before.sensitive()), Draft.class)
                .then(draft -> draft.checkedBy(codes))
                .then(after -> said().then(said -> Outcome.done(new Reworded(after, said))));
    }

    /** What is kept as it was, or taken away, isn't said now. */
    private Outcome<Set<SensitiveKind>> said() {
        return patching.said(patch.of("sensitive"), Sensitive.class)
                .then(said -> Outcome.done(said.byKind().keySet()));
    }
}
