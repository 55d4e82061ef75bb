package cn.touzhi.jobs.posting;

import cn.touzhi.jobs.wording.LegalBasis;
import cn.touzhi.kernel.http.Page;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Postings as routes answer them. */
final class JobAnswer {
    private JobAnswer() {}

    /** A posting that was written. */
    @Serdeable
    record JobCreated(
            @Schema(description = "Names the posting") String id) {}

    /** A posting as its employer's members see it. */
    @Serdeable
    @Schema(name = "OwnJob")
    record OwnJob(
            String id,

            @Schema(
                    example = "open",
                    allowableValues = {"draft", "open", "paused", "closed", "expired"})
            String state,

            @Schema(description = "How often it has changed", example = "3")
            int version,

            Optional<Instant> openedAt,

            @Schema(
                    description = "Rule of the state by which it may say what none may else",
                    allowableValues = {"work-unsuitable-for-women", "public-service-recruitment"})
            Optional<String> legalBasis,

            JobBody fields) {
        static OwnJob of(Posting posting) {
            return new OwnJob(
                    posting.id().value(),
                    posting.state().text(),
                    posting.version(),
                    posting.openedAt(),
                    posting.basis().map(LegalBasis::text),
                    bodyOf(posting.fields()));
        }
    }

    /** A page of an employer's postings. */
    @Serdeable
    record OwnJobs(
            List<OwnJob> jobs,

            @Schema(description = "Goes on after them; absent at the end")
            Optional<String> cursor) {
        OwnJobs {
            jobs = List.copyOf(jobs);
        }

        static OwnJobs of(Page<Posting> page) {
            return new OwnJobs(page.items().stream().map(OwnJob::of).toList(), page.next());
        }
    }

    /** An open posting, as everybody sees it. */
    @Serdeable
    @Schema(name = "Job")
    record PublicJob(
            String id,
            @Schema(description = "Names the employer") String employer,
            String employerName,
            Instant openedAt,
            JobBody fields,

            @Schema(description = "The same for machines, as schema.org's JobPosting in JSON-LD")
            LinkedDataAnswer.JobPosting jsonLd) {
        static PublicJob of(Posting posting) {
            return new PublicJob(
                    posting.id().value(),
                    posting.employer().value(),
                    posting.employerName(),
                    posting.openedAt().orElseThrow(),
                    bodyOf(posting.fields()),
                    LinkedDataAnswer.JobPosting.of(posting));
        }
    }

    /** A page of open postings, newest first. */
    @Serdeable
    record JobList(
            @Schema(description = "At most 20; possibly fewer, though more follow")
            List<JobCard> jobs,

            @Schema(description = "Goes on after them; absent at the end")
            Optional<String> cursor) {
        JobList {
            jobs = List.copyOf(jobs);
        }

        static JobList of(Page<JobCard> page) {
            return new JobList(page.items(), page.next());
        }
    }

    /** An open posting in a list. */
    @Serdeable
    record JobCard(
            String id,
            String title,
            String employerName,
            @Schema(example = "0101") String category,

            @Schema(
                    example = "full-time",
                    allowableValues = {"full-time", "part-time", "internship", "shop"})
            String nature,

            @Schema(example = "530102") String place,
            JobBody.WageBody wage,
            @Schema(example = "21") Optional<String> education,
            int experienceMonths,
            Instant openedAt) {
        static JobCard of(Posting posting) {
            return of(Listing.cardOf(posting));
        }

        static JobCard of(Listing listing) {
            return new JobCard(
                    listing.posting().value(),
                    listing.title(),
                    listing.employerName(),
                    listing.category(),
                    listing.nature().text(),
                    listing.place().code(),
                    JobBody.WageBody.of(listing.wage()),
                    listing.education(),
                    listing.experienceMonths(),
                    listing.openedAt());
        }
    }

    private static JobBody bodyOf(PostingFields fields) {
        return new JobBody(
                fields.title(),
                fields.category(),
                fields.nature().text(),
                fields.place().code(),
                JobBody.WageBody.of(fields.wage()),
                fields.headcount(),
                fields.education().orElse(null),
                fields.experienceMonths(),
                fields.description(),
                fields.benefits(),
                fields.validThrough(),
                fields.position().map(PositionBody::of).orElse(null));
    }
}
