package cn.touzhi.resumes.search;

import cn.touzhi.kernel.http.Page;
import cn.touzhi.resumes.disclosure.DisclosurePolicy;
import cn.touzhi.resumes.resume.ResumeFields;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Somebody who was found, without who they are.
 *
 * @param ages in one of which they are this year
 */
@Serdeable
record ResumeCard(
        @Schema(description = "Names the resume to this employer alone")
        String handle,

        @Schema(description = "Language that it is written in", example = "zh")
        String language,

        @Nullable @Schema(description = "Code of the table region")
        String city,

        @Schema(description = "Whole years that they have worked")
        int years,

        @Nullable @Schema(description = "Code of the table availability")
        String availability,

        @Nullable Ages ages,
        List<ResumeFields.Intention> intentions,
        List<Degree> education,
        List<Position> positions,
        List<String> skills,
        List<ResumeFields.Language> languages) {
    static ResumeCard of(ResumeSearch.Hit hit, LocalDate today) {
        ResumeFields fields = hit.card().fields();
        return new ResumeCard(
                hit.handle(),
                fields.language(),
                fields.city(),
                Wanted.yearsOf(fields, today),
                fields.availability(),
                Optional.ofNullable(hit.card().firstBirthYear())
                        .map(year -> Ages.in(year, today))
                        .orElse(null),
                fields.intentions(),
                fields.education().stream()
                        .map(one -> new Degree(one.level(), one.major()))
                        .toList(),
                fields.work().stream()
                        .map(one -> new Position(one.position(), one.industry(), one.category()))
                        .toList(),
                fields.skills(),
                fields.languages());
    }

    /** A band of five years. */
    @Serdeable
    record Ages(int from, int to) {
        /** By the calendar's years, which tell no birthday. */
        static Ages in(int firstBirthYear, LocalDate today) {
            int oldest = today.getYear() - firstBirthYear;
            return new Ages(oldest - (DisclosurePolicy.BAND - 1), oldest);
        }
    }

    /** What was learned, without where and when. */
    @Serdeable
    record Degree(
            @Schema(description = "Code of the table education")
            String level,

            String major) {}

    /** What somebody worked as, without where and when. */
    @Serdeable
    record Position(
            String position,

            @Nullable @Schema(description = "Code of the table industry")
            String industry,

            @Nullable @Schema(description = "Code of the table job-category")
            String category) {}

    /** A page of them. */
    @Serdeable
    @Schema(name = "ResumeCardList")
    record CardList(
            List<ResumeCard> resumes,

            @Nullable @Schema(description = "Cursor of the next page; none at the end")
            String next) {
        static CardList of(Page<ResumeSearch.Hit> page, LocalDate today) {
            return new CardList(
                    page.items().stream().map(hit -> ResumeCard.of(hit, today)).toList(),
                    page.next().orElse(null));
        }
    }
}
