package cn.touzhi.resumes.search;

import cn.touzhi.kernel.employer.EmployerId;
import cn.touzhi.kernel.http.Outcome;
import cn.touzhi.kernel.http.Principal;
import cn.touzhi.kernel.http.Problem;
import cn.touzhi.kernel.http.Refusal;
import cn.touzhi.kernel.http.Refusals;
import cn.touzhi.resumes.code.CodeTables;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Public resumes over HTTP, for those who hire. */
@Controller("/v1/employers/{id}/resume-searches")
@Tag(name = "Resume search", description = "Public resumes, without who they are of")
class SearchController {
    private final ResumeSearch search;
    private final CodeTables tables;

    SearchController(ResumeSearch search, CodeTables tables) {
        this.search = search;
        this.tables = tables;
    }

    /**
     * Searches public resumes, those first that were made public last. It is in the body what is looked for, so that no log of
     * addresses has it. A page may have fewer than there are while more follow.
     */
    @Post
    @ApiResponse(
            responseCode = "200",
            description = "A page of them, 20 at most",
            content = @Content(schema = @Schema(implementation = ResumeCard.CardList.class)))
    @Refusals({
        "401 session-ended",
        "403 role-too-low",
        "404 no-such-thing",
        "409 employer-not-verified",
        "409 no-open-posting",
        "429 too-many-searches"
    })
    HttpResponse<?> searchResumes(
            @Parameter(hidden = true) Principal principal, String id, @Body @Valid SearchBody body) {
        return EmployerId.parse(id)
                .map(employer -> body.wantedBy(tables)
                        .then(wanted -> search.search(principal, employer, wanted, Optional.ofNullable(body.cursor()))))
                .orElseGet(() -> Outcome.refused(new Refusal.NothingThere()))
                .answer(page -> HttpResponse.ok(ResumeCard.CardList.of(page, search.today())));
    }

    /**
     * Whom to look for.
     *
     * @param category what they want to work as
     * @param city where; anywhere if it is left out
     * @param education the least that they have
     * @param minYears that they have worked
     * @param maxSalary in yuan a month, that at least one of their wishes begins at
     * @param keyword in what they did and are able to
     * @param cursor of the page before
     */
    @Serdeable
    @Schema(name = "ResumeSearch")
    record SearchBody(
            @NotNull
            @Pattern(regexp = "[0-9]{4}")
            @Schema(description = "Code of the table job-category", example = "0101")
            String category,

            @Nullable
            @Pattern(regexp = "[0-9]{6}")
            @Schema(description = "Code of the table region", example = "530100")
            String city,

            @Nullable @Pattern(regexp = "[0-9]{2}") @Schema(description = "Code of the table education", example = "21")
            String education,

            @Nullable @Min(0) @Max(60) Integer minYears,
            @Nullable @Min(1) @Max(10_000_000) Integer maxSalary,

            @Nullable @Size(min = 2, max = 50) @Schema(example = "Java 后端")
            String keyword,

            @Nullable @Pattern(regexp = "[A-Za-z0-9_-]{60,200}")
            String cursor) {
        /** The same, if its codes are in their tables and its keyword has a word. */
        Outcome<Wanted> wantedBy(CodeTables tables) {
            List<Problem.Fault> faults = new ArrayList<>();
            code(faults, tables, "/category", "job-category", Optional.of(category));
            code(faults, tables, "/city", "region", Optional.ofNullable(city));
            code(faults, tables, "/education", "education", Optional.ofNullable(education));
            Wanted wanted = new Wanted(
                    category,
                    Optional.ofNullable(city),
                    Optional.ofNullable(education),
                    Optional.ofNullable(minYears).orElse(0),
                    Optional.ofNullable(maxSalary),
                    Optional.ofNullable(keyword));
            if (keyword != null && wanted.keywords().isEmpty()) {
                faults.add(new Problem.Fault("/keyword", "must have a word, or two Chinese signs side by side"));
            }
            return faults.isEmpty() ? Outcome.done(wanted) : Outcome.refused(new Refusal.Unfit(faults));
        }

        private static void code(
                List<Problem.Fault> faults, CodeTables tables, String pointer, String table, Optional<String> code) {
            if (code.filter(given -> !tables.contains(table, given)).isPresent()) {
                faults.add(new Problem.Fault(pointer, "must be a code of the table " + table));
            }
        }
    }
}
