package cn.touzhi.resumes.resume;

import cn.touzhi.kernel.employer.EmployerId;
import cn.touzhi.kernel.http.Problem;
import cn.touzhi.resumes.disclosure.DisclosurePolicy;
import cn.touzhi.resumes.disclosure.Relation;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * A resume, for its owner.
 *
 * @param missing places of what must be in it before it can be submitted
 * @param masked what it says and doesn't show
 */
@Serdeable
record ResumeView(
        @Schema(description = "Names the resume") String id,

        @Schema(description = "Whether it is the one that is meant where none is named")
        boolean preferred,

        int version,
        Instant createdAt,
        Instant changedAt,
        @Schema(description = "`confidential` or `public`") String visibility,

        @Schema(description = "Employers that must not have it")
        List<String> hiddenFrom,

        @Schema(description = "In per cent; from 50 it can be submitted")
        int completeness,

        List<String> missing,
        ResumeFields fields,

        @Schema(description = "What of it was asked for; what isn't here is in `masked`, or undisclosed")
        Sensitive sensitive,

        @Schema(
                description = "What sensitive data it says beyond, by the names that `reveal` takes",
                example = "[\"ethnic-group\", \"body\"]")
        List<String> masked) {
    /** What its owner sees of it, who asked for {@code revealed}. */
    static ResumeView of(OwnResumes.OwnResume own, DisclosurePolicy policy, Set<String> revealed) {
        Resume resume = own.resume();
        DisclosurePolicy.Disclosed seen = policy.view(Relation.OWNER, revealed, own.said());
        return new ResumeView(
                resume.id(),
                own.preferred(),
                resume.version(),
                resume.createdAt(),
                resume.changedAt(),
                resume.visibility().text(),
                resume.hiddenFrom().stream().map(EmployerId::value).sorted().toList(),
                Completeness.of(own.said().fields()),
                Completeness.missing(own.said().fields()).stream()
                        .map(Problem.Fault::pointer)
                        .toList(),
                seen.fields(),
                seen.sensitive(),
                List.copyOf(DisclosurePolicy.masked(revealed, own.said())));
    }

    /** All resumes of somebody, five at most. */
    @Serdeable
    record ResumeList(List<ResumeView> resumes) {}

    /** A resume that was begun. */
    @Serdeable
    record ResumeBegun(
            @Schema(description = "Names the resume") String id) {}
}
