package cn.touzhi.resumes.resume;

import cn.touzhi.kernel.http.Outcome;
import cn.touzhi.kernel.http.Problem;
import cn.touzhi.resumes.ResumesRefusal;
import java.util.List;

/**
 * All that a resume is to say, in the place of all that it said. What it said that is sensitive must be said again, in
 * whatever words: whoever writes back a view in which it was masked doesn't mean to lose it.
 *
 * @param opened what it is to say
 */
record Replacement(Sealing.Opened opened) implements Rewording {
    @Override
    public Outcome<Reworded> of(Sealing.Opened before) {
        List<Problem.Fault> leftOut = before.sensitive().said().stream()
                .filter(member -> !opened.sensitive().said().contains(member))
                .map(member -> new Problem.Fault("/sensitive/" + member, "must not be left out where it was said"))
                .toList();
        return leftOut.isEmpty()
                ? Outcome.done(new Reworded(opened, opened.sensitive().byKind().keySet()))
                : Outcome.refused(new ResumesRefusal.SensitiveLeftOut(leftOut));
    }
}
