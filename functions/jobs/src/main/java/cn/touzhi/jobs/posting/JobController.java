package cn.touzhi.jobs.posting;

import cn.touzhi.kernel.employer.PostingId;
import cn.touzhi.kernel.http.Page;
import cn.touzhi.kernel.http.Problems;
import cn.touzhi.kernel.http.QueryParameter;
import cn.touzhi.kernel.http.Refusals;
import cn.touzhi.kernel.search.Keywords;
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
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Open postings for everybody. */
@Controller("/v1/jobs")
@Tag(name = "Jobs", description = "Open jobs, for everybody")
class JobController {
    /** As long as it may take until what was closed is gone for everybody. */
    private static final String CACHING = "public, max-age=60";

    private static final String CATEGORY = "[0-9]{4}";

    private static final String YUAN = "[1-9][0-9]{0,7}";
    /** In UTF-16. */
    private static final int LONGEST_QUERY = 60;

    private final PublicPostings postings;
    private final PostingSearch search;

    JobController(PublicPostings postings, PostingSearch search) {
        this.postings = postings;
        this.search = search;
    }

    /** Lists open postings, newest first. */
    @Get
    @Parameter(
            name = "q",
            in = ParameterIn.QUERY,
            description =
                    "What title, employer or benefits say: all words of it, of Chinese every two neighbouring signs;"
                            + " 60 characters at most",
            schema = @Schema(type = "string", example = "后端开发"))
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
            name = "minSalary",
            in = ParameterIn.QUERY,
            description =
                    "Yuan a month that the job must pay, if it pays the most that it says; a month has 21.75 days of"
                            + " eight hours",
            schema = @Schema(type = "string", example = "15000"))
    @Parameter(
            name = "cursor",
            in = ParameterIn.QUERY,
            description = "Cursor of the page before, of the same query",
            schema = @Schema(type = "string"))
    @ApiResponse(
            responseCode = "200",
            description = "A page of them",
            content = @Content(schema = @Schema(implementation = JobAnswer.JobList.class)))
    @Refusals({"400 malformed-request"})
    HttpResponse<?> listJobs(HttpRequest<?> request) {
        Optional<String> category = parameter(request, "category");
        Optional<String> code = parameter(request, "place");
        Optional<String> salary = parameter(request, "minSalary");
        Optional<Place> place = code.flatMap(Place::parse);
        boolean known = category.filter(given -> !given.matches(CATEGORY)).isEmpty();
        if (!known || code.isPresent() && place.isEmpty()) {
            return Problems.malformed("The parameters category and place must be codes, the latter of a city")
                    .toResponse();
        }
        if (salary.filter(given -> !given.matches(YUAN)).isPresent()) {
            return Problems.malformed("The parameter minSalary must be a number of yuan")
                    .toResponse();
        }
        PostingFilter filter = new PostingFilter(category, place, salary.map(Integer::valueOf));
        Optional<String> cursor = parameter(request, "cursor");
        return parameter(request, "q")
                .<HttpResponse<?>>map(query -> found(query, filter, cursor))
                .orElseGet(() -> answer(postings.list(filter, cursor), JobAnswer.JobCard::of));
    }

    private HttpResponse<?> found(String query, PostingFilter filter, Optional<String> cursor) {
        List<String> keywords = query.length() <= LONGEST_QUERY ? Keywords.of(List.of(query)) : List.of();
        return keywords.isEmpty()
                ? Problems.malformed(
                                "The parameter q must have a word, or two Chinese signs, and 60 characters at most")
                        .toResponse()
                : answer(
                        search.byKeywords(new PostingSearch.KeywordSearch(keywords, filter, cursor)),
                        JobAnswer.JobCard::of);
    }

    private static <T> HttpResponse<?> answer(Optional<Page<T>> found, Function<T, JobAnswer.JobCard> cardOf) {
        return found.<HttpResponse<?>>map(page -> HttpResponse.ok(JobAnswer.JobList.of(
                                new Page<>(page.items().stream().map(cardOf).toList(), page.next())))
                        .header(HttpHeaders.CACHE_CONTROL, CACHING))
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
        return QueryParameter.of(request, name);
    }
}
