package cn.touzhi.applications.application;

import cn.touzhi.kernel.http.Principal;
import cn.touzhi.kernel.http.QueryParameter;
import cn.touzhi.kernel.http.Refusals;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;

/** Over HTTP, who has somebody's data. */
@Controller("/v1/disclosures")
@Tag(name = "Applications", description = "Resumes submitted to postings, and what becomes of them")
class DisclosureController {
    private final OwnApplications applications;
    private final DisclosureText text;

    DisclosureController(OwnApplications applications, DisclosureText text) {
        this.applications = applications;
        this.text = text;
    }

    /** Lists who got what of the caller with an application, and looked when, the latest first. */
    @Get
    @Parameter(
            name = "cursor",
            in = ParameterIn.QUERY,
            description = "Cursor of the page before",
            schema = @Schema(type = "string"))
    @ApiResponse(
            responseCode = "200",
            description = "A page of them, 20 at most",
            content = @Content(schema = @Schema(implementation = ApplicationView.DisclosureList.class)))
    @Refusals({"400 malformed-request", "401 session-ended"})
    HttpResponse<?> disclosures(@Parameter(hidden = true) Principal principal, HttpRequest<?> request) {
        return applications
                .disclosures(principal, QueryParameter.of(request, "cursor"))
                .answer(page -> HttpResponse.ok(ApplicationView.DisclosureList.of(page)));
    }

    /** What whoever submits must have been shown: who gets what, and what for. */
    @Get("/text")
    @ApiResponse(
            responseCode = "200",
            description = "The current text",
            content = @Content(schema = @Schema(implementation = TextView.class)))
    HttpResponse<?> disclosureText() {
        return HttpResponse.ok(new TextView(text.version(), text.chinese(), text.english()));
    }

    /** A text. */
    @Serdeable
    @Schema(name = "DisclosureText")
    record TextView(
            @Schema(description = "Names it when a resume is submitted")
            int version,

            String chinese,
            String english) {}
}
