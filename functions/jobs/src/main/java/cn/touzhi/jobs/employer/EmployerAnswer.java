package cn.touzhi.jobs.employer;

import cn.touzhi.kernel.employer.EmployerId;
import cn.touzhi.kernel.http.EntityVersion;
import cn.touzhi.kernel.http.Outcome;
import cn.touzhi.kernel.http.Page;
import cn.touzhi.kernel.http.Refusal;
import io.micronaut.http.HttpResponse;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What routes of employers answer: the employer as it is then, or why not. */
final class EmployerAnswer {
    private EmployerAnswer() {}

    static HttpResponse<?> of(String id, Function<EmployerId, Outcome<Employer>> wanted) {
        Outcome<Employer> outcome =
                EmployerId.parse(id).map(wanted).orElseGet(() -> Outcome.refused(new Refusal.NothingThere()));
        return outcome.answer(
                employer -> EntityVersion.tagged(HttpResponse.ok(EmployerView.of(employer)), employer.version()));
    }

    /** An employer. */
    @Serdeable
    @Schema(name = "Employer")
    record EmployerView(
            String id,
            String creditCode,
            String name,
            String licenceNumber,
            LocalDate licenceIssuedOn,
            Optional<Instant> agentAuthorisedAt,

            @Schema(
                    example = "verified",
                    allowableValues = {"draft", "submitted", "verified", "returned", "suspended"})
            String state,

            @Schema(description = "Why it stands so", example = "documents-match")
            Optional<String> reasonCode,

            @Schema(description = "How often it has changed", example = "3")
            int version) {
        static EmployerView of(Employer employer) {
            EmployerDetails details = employer.details();
            return new EmployerView(
                    employer.id().value(),
                    employer.code().value(),
                    details.name(),
                    details.licenceNumber(),
                    details.licenceIssuedOn(),
                    details.authorisedAt(),
                    employer.state().text(),
                    employer.reason().map(ReasonCode::text),
                    employer.version());
        }
    }

    /** A page of the employers that somebody acts for. */
    @Serdeable
    record EmployerList(
            List<OwnEmployerView> employers,

            @Schema(description = "Goes on after them; absent at the end")
            Optional<String> cursor) {
        EmployerList {
            employers = List.copyOf(employers);
        }

        static EmployerList of(Page<OwnEmployers.OwnEmployer> page) {
            return new EmployerList(
                    page.items().stream().map(OwnEmployerView::of).toList(), page.next());
        }
    }

    /** One of them. */
    @Serdeable
    @Schema(name = "OwnEmployer")
    record OwnEmployerView(
            String id,
            String name,
            @Schema(example = "verified") String state,

            @Schema(description = "The caller's", example = "owner")
            String role) {
        static OwnEmployerView of(OwnEmployers.OwnEmployer own) {
            return new OwnEmployerView(
                    own.employer().id().value(),
                    own.employer().details().name(),
                    own.employer().state().text(),
                    own.member().role().text());
        }
    }
}
