package cn.touzhi.jobs.posting;

import cn.touzhi.jobs.search.CoordSys;
import cn.touzhi.jobs.search.Position;
import cn.touzhi.kernel.http.Problem;
import cn.touzhi.kernel.http.Problems;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Open postings around a place, for everybody. It is asked for in a body, since addresses of pages are logged by many. */
@Controller("/v1/job-searches")
@Tag(name = "Jobs", description = "Open jobs, for everybody")
class JobSearchController {
    /** As wide as it may be, in metres. */
    private static final Set<Integer> RADII = Set.of(5000, 20_000);

    /** Distances are told to a hundred metres. */
    private static final int HUNDRED = 100;

    private final PostingSearch search;

    JobSearchController(PostingSearch search) {
        this.search = search;
    }

    /** The twenty nearest open postings. Where they are looked for from is neither kept nor logged. */
    @Post("/nearby")
    @ApiResponse(
            responseCode = "200",
            description = "The nearest, the very nearest first; 20 at most",
            content = @Content(schema = @Schema(implementation = NearbyJobs.class)))
    HttpResponse<?> searchNearby(@Body @Valid NearbyBody body) {
        if (!RADII.contains(body.radius())) {
            return Problems.malformed(List.of(new Problem.Fault("/radius", "must be 5000 or 20000")))
                    .toResponse();
        }
        List<PostingSearch.Nearby> found = search.near(
                new PostingSearch.NearbySearch(body.position(), body.radius(), Optional.ofNullable(body.category())));
        return HttpResponse.ok(new NearbyJobs(found.stream()
                .map(nearby -> new NearbyJob(JobAnswer.JobCard.of(nearby.posting()), (int)
                        (Math.round(nearby.metres() / HUNDRED) * HUNDRED)))
                .toList()));
    }

    /**
     * Where to look.
     *
     * @param category code; none for all
     */
    @Serdeable
    record NearbyBody(
            @NotNull
            @Pattern(regexp = "GCJ02|WGS84|BD09")
            @Schema(description = "System of the coordinates", example = "GCJ02")
            String coordSys,

            @NotNull @DecimalMin("3") @DecimalMax("54") @Schema(description = "Degrees north", example = "25.0376")
            BigDecimal latitude,

            @NotNull @DecimalMin("73") @DecimalMax("136") @Schema(description = "Degrees east", example = "102.7143")
            BigDecimal longitude,

            @NotNull @Min(5000) @Max(20000) @Schema(description = "5000 or 20000 metres", example = "5000")
            Integer radius,

            @Nullable
            @Pattern(regexp = "[0-9]{4}")
            @Schema(description = "Code of the table job-category", example = "0101")
            String category) {
        /** Coarse: nobody needs to know more exactly. */
        Position position() {
            return Position.of(CoordSys.valueOf(coordSys), latitude.doubleValue(), longitude.doubleValue())
                    .coarse();
        }

        /** Says nothing of where somebody is. */
        @Override
        public String toString() {
            return "a search near by";
        }
    }

    /** What was found. */
    @Serdeable
    record NearbyJobs(List<NearbyJob> jobs) {
        NearbyJobs {
            jobs = List.copyOf(jobs);
        }
    }

    /** One of them. */
    @Serdeable
    record NearbyJob(
            JobAnswer.JobCard job,

            @Schema(description = "How far away, to a hundred metres", example = "800")
            int metres) {}
}
