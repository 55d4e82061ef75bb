package cn.touzhi.applications.application;

import cn.touzhi.kernel.http.Outcome;
import cn.touzhi.kernel.http.Problem;
import cn.touzhi.kernel.http.Refusal;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * An interview as an employer proposes it.
 *
 * @param at when it begins
 * @param minutes how long it takes; an hour unless it says so
 * @param place where to come
 * @param link where to call in
 * @param contact whom to ask for
 */
@Serdeable
record InterviewProposal(
        @NotNull Instant at,
        @Nullable @Min(15) @Max(480) Integer minutes,

        @Nullable @Size(min = 2, max = 200) @Pattern(regexp = "\\S(.*\\S)?") @Schema(example = "北京市海淀区中关村大街 1 号 3 层")
        String place,

        @Nullable
        @Pattern(regexp = "https://[A-Za-z0-9.-]{1,190}(:[0-9]{1,5})?(/[!-~]{0,300})?")
        @Schema(example = "https://meeting.example/123")
        String link,

        @Nullable @Size(min = 1, max = 50) @Pattern(regexp = "\\S(.*\\S)?") @Schema(example = "李女士")
        String contact) {
    private static final int AN_HOUR = 60;

    /** Nobody is asked to come later than that. */
    private static final Duration FURTHEST = Duration.ofDays(180);

    /** The same, if it lies ahead and says where. */
    Outcome<Interviews.Wanted> checkedAt(Instant now) {
        Instant begin = at.truncatedTo(ChronoUnit.SECONDS);
        if (!begin.isAfter(now) || begin.isAfter(now.plus(FURTHEST))) {
            return Outcome.refused(fault("/interview/at", "must lie ahead, by 180 days at most"));
        }
        if (place == null && link == null) {
            return Outcome.refused(fault("/interview", "must say a place or a link"));
        }
        return Outcome.done(new Interviews.Wanted(
                begin,
                Optional.ofNullable(minutes).orElse(AN_HOUR),
                new InterviewDetails(
                        Optional.ofNullable(place), Optional.ofNullable(link), Optional.ofNullable(contact))));
    }

    static Refusal fault(String pointer, String detail) {
        return new Refusal.Unfit(List.of(new Problem.Fault(pointer, detail)));
    }
}
