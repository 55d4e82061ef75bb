package cn.touzhi.jobs.posting;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.List;

/**
 * A posting as schema.org's JobPosting (https://schema.org/JobPosting), for whoever puts it into a page. A division's code
 * stands where schema.org has names: pages look them up in the code tables.
 */
final class LinkedDataAnswer {
    private LinkedDataAnswer() {}

    /** The posting. */
    @Serdeable
    record JobPosting(
            @JsonProperty("@context") String context,
            @JsonProperty("@type") String type,
            String identifier,
            String title,
            String description,
            Instant datePosted,
            Instant validThrough,
            String employmentType,
            String occupationalCategory,
            int totalJobOpenings,
            JobPostingEmployer hiringOrganization,
            JobPostingPlace jobLocation,
            JobPostingSalary baseSalary,
            JobPostingExperience experienceRequirements,
            List<String> jobBenefits) {
        JobPosting {
            jobBenefits = List.copyOf(jobBenefits);
        }

        static JobPosting of(Posting posting) {
            PostingFields fields = posting.fields();
            return new JobPosting(
                    "https://schema.org",
                    "JobPosting",
                    posting.id().value(),
                    fields.title(),
                    fields.description(),
                    posting.openedAt().orElseThrow(),
                    fields.validThrough(),
                    fields.nature().schemaOrg(),
                    fields.category(),
                    fields.headcount(),
                    new JobPostingEmployer("Organization", posting.employerName()),
                    new JobPostingPlace(
                            "Place",
                            new JobPostingAddress(
                                    "PostalAddress", "CN", fields.place().code())),
                    JobPostingSalary.of(fields.wage()),
                    new JobPostingExperience("OccupationalExperienceRequirements", fields.experienceMonths()),
                    fields.benefits());
        }
    }

    /** Whose it is. */
    @Serdeable
    record JobPostingEmployer(@JsonProperty("@type") String type, String name) {}

    /** Where it is. */
    @Serdeable
    record JobPostingPlace(@JsonProperty("@type") String type, JobPostingAddress address) {}

    /** The country, and the code of the division. */
    @Serdeable
    record JobPostingAddress(@JsonProperty("@type") String type, String addressCountry, String addressLocality) {}

    /** What it pays. */
    @Serdeable
    record JobPostingSalary(@JsonProperty("@type") String type, String currency, JobPostingSalaryRange value) {
        static JobPostingSalary of(Wage wage) {
            return new JobPostingSalary(
                    "MonetaryAmount",
                    "CNY",
                    new JobPostingSalaryRange("QuantitativeValue", wage.min(), wage.max(), wage.unit()));
        }
    }

    /** From, to, and for how long. */
    @Serdeable
    record JobPostingSalaryRange(@JsonProperty("@type") String type, int minValue, int maxValue, String unitText) {}

    /** The least that is asked for. */
    @Serdeable
    record JobPostingExperience(@JsonProperty("@type") String type, int monthsOfExperience) {}
}
