package cn.touzhi.jobs.posting;

import cn.touzhi.kernel.employer.PostingId;
import cn.touzhi.kernel.http.Problems;
import cn.touzhi.kernel.http.Refusals;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;

/** Open postings for everybody. */
@Controller("/v1/jobs")
@Tag(name = "Jobs", description = "Open jobs, for everybody")
class JobController {
    /** As long as it may take until what was closed is gone for everybody. */
    private static final String CACHING = "public, max-age=60";

    private static final String CATEGORY = "[0-9]{4}";

    private final PublicPostings postings;

    JobController(PublicPostings postings) {
        this.postings = postings;
    }

    /** Lists open postings, newest first. */
    @Get
    @Parameter(
            name = "category",
            in = ParameterIn.QUERY,
            description = "Code of the table job-category; all if there is none",
            schema = @Schema(type = "string", example = "0101"))
    @Parameter(
            name = "place",
            in = ParameterIn.QUERY,
            description = "Code of a city, or of a district, whose city is meant; all if there is none",
            schema = @Schema(type = "string", example = "530100"))
    @Parameter(
            name = "cursor",
            in = ParameterIn.QUERY,
            description = "Cursor of the page before, of the same category and place",
            schema = @Schema(type = "string"))
    @ApiResponse(
            responseCode = "200",
            description = "A page of them",
            content = @Content(schema = @Schema(implementation = JobAnswer.JobList.class)))
    @Refusals({"400 malformed-request"})
    HttpResponse<?> listJobs(HttpRequest<?> request) {
        Optional<String> category = parameter(request, "category");
        Optional<String> code = parameter(request, "place");
        Optional<Place> place = code.flatMap(Place::parse);
        boolean known = category.filter(given -> !given.matches(CATEGORY)).isEmpty();
        if (!known || code.isPresent() && place.isEmpty()) {
            return Problems.malformed("The parameters category and place must be codes, the latter of a city")
                    .toResponse();
        }
        return postings.list(category, place, parameter(request, "cursor"))
                .<HttpResponse<?>>map(
                        page -> HttpResponse.ok(JobAnswer.JobList.of(page)).header(HttpHeaders.CACHE_CONTROL, CACHING))
                .orElseGet(() -> Problems.malformed("The parameter cursor must be of a page of the same list")
                        .toResponse());
    }

    /** An open posting. */
    @Get("/{id}")
    @ApiResponse(
            responseCode = "200",
            description = "The posting",
            content = @Content(schema = @Schema(implementation = JobAnswer.PublicJob.class)))
    @Refusals({"404 no-such-thing"})
    HttpResponse<?> job(String id) {
        return PostingId.parse(id)
                .flatMap(postings::of)
                .<HttpResponse<?>>map(posting ->
                        HttpResponse.ok(JobAnswer.PublicJob.of(posting)).header(HttpHeaders.CACHE_CONTROL, CACHING))
                .orElseGet(() -> Problems.noSuchThing().toResponse());
    }

    private static Optional<String> parameter(HttpRequest<?> request, String name) {
        return request.getParameters().get(name, String.class);
    }
}
