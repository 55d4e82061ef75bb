package cn.touzhi.resumes.resume;

import cn.touzhi.kernel.employer.EmployerId;
import cn.touzhi.kernel.http.Problem;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;

/**
 * A resume, for its owner.
 *
 * @param missing places of what must be in it before it can be submitted
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
        Sensitive sensitive) {
    static ResumeView of(OwnResumes.OwnResume own) {
        Resume resume = own.resume();
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
                own.said().fields(),
                own.said().sensitive());
    }

    /** All resumes of somebody, five at most. */
    @Serdeable
    record ResumeList(List<ResumeView> resumes) {}

    /** A resume that was begun. */
    @Serdeable
    record ResumeBegun(
            @Schema(description = "Names the resume") String id) {}
}
