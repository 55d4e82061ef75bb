package cn.touzhi.jobs.posting;

import cn.touzhi.kernel.http.Outcome;
import cn.touzhi.kernel.http.Problem;
import cn.touzhi.kernel.http.Refusal;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a posting is to say. All of it together must fit into a body of 16 KB.
 *
 * @param education the least that is asked for; none where nothing is
 * @param experienceMonths the least that is asked for; none where nothing is
 * @param position where on the map; none where it doesn't say so, and nobody finds it near by
 */
@Serdeable
@Schema(name = "JobFields")
record JobBody(
        @NotNull @NotBlank @Size(min = 2, max = 60) @Schema(example = "后端开发工程师")
        String title,

        @NotNull @Pattern(regexp = "[0-9]{4}") @Schema(description = "Code of the table job-category", example = "0101")
        String category,

        @NotNull @Pattern(regexp = "full-time|part-time|internship|shop") @Schema(example = "full-time")
        String nature,

        @NotNull
        @Pattern(regexp = "[0-9]{6}")
        @Schema(description = "Code of a city, or of a district of one (GB/T 2260)", example = "530102")
        String place,

        @NotNull @Valid WageBody wage,
        @NotNull @Min(1) @Max(9999) @Schema(example = "2") Integer headcount,

        @Nullable
        @Pattern(regexp = "[1-9][0-9]")
        @Schema(description = "Code of the table education (GB/T 4658)", example = "21")
        String education,

        @Nullable @Min(0) @Max(600) Integer experienceMonths,
        @NotNull @NotBlank @Size(min = 10, max = 5000) String description,
        @NotNull @Size(max = 10) List<@NotBlank @Size(max = 20) String> benefits,

        @NotNull @Schema(description = "When the posting ends; within a year")
        Instant validThrough,

        @Valid @Schema(requiredMode = Schema.RequiredMode.NOT_REQUIRED)
        PositionBody position) {
    /** What comes of {@code work} with what it says. */
    <T> Outcome<T> with(Function<PostingFields, Outcome<T>> work) {
        return Place.parse(place)
                .map(known -> work.apply(fieldsAt(known)))
                .orElseGet(() -> Outcome.refused(new Refusal.Unfit(
                        List.of(new Problem.Fault("/place", "must be the code of a city, or of a district of one")))));
    }

    private PostingFields fieldsAt(Place known) {
        return new PostingFields(
                title.strip(),
                category,
                Nature.of(nature).orElseThrow(),
                known,
                new Wage(
                        wage.min(),
                        wage.max(),
                        wage.unit(),
                        Optional.ofNullable(wage.negotiable()).orElse(false)),
                headcount,
                Optional.ofNullable(education),
                Optional.ofNullable(experienceMonths).orElse(0),
                description.strip(),
                benefits,
                validThrough.truncatedTo(ChronoUnit.SECONDS),
                Optional.ofNullable(position).map(PositionBody::position));
    }

    /**
     * What the work pays, in yuan.
     *
     * @param negotiable whether it may be otherwise; if not said, it may not
     */
    @Serdeable
    @Schema(name = "Wage")
    record WageBody(
            @NotNull @Min(1) @Max(10_000_000) @Schema(example = "15000")
            Integer min,

            @NotNull @Min(1) @Max(10_000_000) @Schema(example = "25000")
            Integer max,

            @NotNull @Pattern(regexp = "HOUR|DAY|MONTH|YEAR") @Schema(example = "MONTH")
            String unit,

            @Nullable Boolean negotiable) {
        static WageBody of(Wage wage) {
            return new WageBody(wage.min(), wage.max(), wage.unit(), wage.negotiable());
        }
    }
}
