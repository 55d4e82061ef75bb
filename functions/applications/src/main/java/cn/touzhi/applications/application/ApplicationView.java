package cn.touzhi.applications.application;

import cn.touzhi.kernel.http.Page;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** An application, for its seeker and for the employer alike: it says nothing of what the resume says. */
@Serdeable
record ApplicationView(
        @Schema(description = "Names the application") String id,
        @Schema(description = "Names the posting") String job,
        @Schema(description = "Names the employer") String employer,

        @Schema(description = "Names the version of the resume that was submitted")
        String version,

        @Schema(description = "How it stands", example = "submitted")
        String state,

        @Schema(description = "How many steps it took, the submission being the first")
        int steps,

        Instant submittedAt,
        @Schema(description = "Since when it stands so") Instant since,

        @Schema(description = "What was released beyond what its recipient sees anyway")
        List<String> released,

        @Nullable @Schema(description = "Why it was rejected", example = "experience")
        String reason,

        @Nullable @Schema(description = "When the interview is, as proposed last")
        Instant interviewAt,

        @Schema(description = "How it stands, in words for people")
        Stage stage) {
    static ApplicationView of(Application application) {
        return new ApplicationView(
                application.id(),
                application.posting().value(),
                application.employer().value(),
                application.resumeVersion(),
                application.state().text(),
                application.moves(),
                application.submittedAt(),
                application.since(),
                application.released().stream().sorted().toList(),
                application.reason().map(RejectionReason::text).orElse(null),
                application.interview().map(Interview::at).orElse(null),
                Stage.of(application.state()));
    }

    /** With its steps. */
    @Serdeable
    record Followed(
            ApplicationView application,
            List<Step> history,

            @Nullable @Schema(description = "Where the interview is, as proposed last")
            InterviewView interview,

            @Nullable
            @Schema(description = "For the seeker: how the employer answers; not while it had few applications")
            AnswersView employerAnswers) {
        static Followed of(OwnApplications.Followed followed, Optional<EmployerAnswers> answers) {
            return new Followed(
                    ApplicationView.of(followed.application()),
                    followed.moves().stream()
                            .map(move -> new Step(move.state().text(), move.at()))
                            .toList(),
                    followed.application()
                            .interview()
                            .flatMap(interview -> followed.interview().map(where -> InterviewView.of(interview, where)))
                            .orElse(null),
                    answers.flatMap(AnswersView::of).orElse(null));
        }
    }

    /** An interview. */
    @Serdeable
    @Schema(name = "InterviewView")
    record InterviewView(
            Instant at,
            int minutes,
            @Nullable @Schema(description = "Where to come") String place,

            @Nullable @Schema(description = "Where to call in")
            String link,

            @Nullable @Schema(description = "Whom to ask for")
            String contact) {
        static InterviewView of(Interview interview, InterviewDetails details) {
            return new InterviewView(
                    interview.at(),
                    interview.minutes(),
                    details.place().orElse(null),
                    details.link().orElse(null),
                    details.contact().orElse(null));
        }
    }

    /** How an employer answers. */
    @Serdeable
    @Schema(name = "EmployerAnswers")
    record AnswersView(
            @Schema(
                    description =
                            "The share of applications that it answered within 30 days, in per cent, to the next five below")
            int rate) {
        static Optional<AnswersView> of(EmployerAnswers answers) {
            return answers.rate().isPresent()
                    ? Optional.of(new AnswersView(answers.rate().getAsInt()))
                    : Optional.empty();
        }
    }

    /** One step. */
    @Serdeable
    @Schema(name = "ApplicationStep")
    record Step(@Schema(example = "viewed") String state, Instant at) {}

    /** A page of applications. */
    @Serdeable
    @Schema(name = "ApplicationList")
    record ApplicationList(
            List<ApplicationView> applications,

            @Nullable @Schema(description = "Cursor of the next page; none at the end")
            String next) {
        static ApplicationList of(Page<Application> page) {
            return new ApplicationList(
                    page.items().stream().map(ApplicationView::of).toList(),
                    page.next().orElse(null));
        }
    }

    /** That it was submitted. */
    @Serdeable
    record Submitted(
            @Schema(description = "Names the application") String id) {}

    /** Who got what of somebody, and looked when. */
    @Serdeable
    @Schema(name = "DisclosureView")
    record DisclosureView(
            String application,
            String employer,
            String job,

            @Schema(description = "Names the version of the resume")
            String version,

            @Schema(description = "What for; always `application`")
            String purpose,

            @Schema(description = "What its recipient sees, as far as the resume says it")
            List<String> fields,

            @Schema(description = "What of that was released beyond what every recipient sees")
            List<String> released,

            @Schema(description = "Version of the text that was shown")
            int textVersion,

            Instant at,

            @Schema(description = "How often members of the employer were let look")
            int looks,

            @Nullable Instant lookedAt,

            @Nullable @Schema(description = "Since when nobody is let look any more")
            Instant endedAt) {
        static DisclosureView of(Disclosure disclosure) {
            return new DisclosureView(
                    disclosure.application(),
                    disclosure.employer().value(),
                    disclosure.posting().value(),
                    disclosure.resumeVersion(),
                    "application",
                    Stream.concat(disclosure.shown().stream(), disclosure.released().stream())
                            .sorted()
                            .toList(),
                    disclosure.released().stream().sorted().toList(),
                    disclosure.textVersion(),
                    disclosure.at(),
                    disclosure.looks(),
                    disclosure.lookedAt().orElse(null),
                    disclosure.endedAt().orElse(null));
        }
    }

    /** A page of these. */
    @Serdeable
    @Schema(name = "DisclosureList")
    record DisclosureList(
            List<DisclosureView> disclosures,

            @Nullable @Schema(description = "Cursor of the next page; none at the end")
            String next) {
        static DisclosureList of(Page<Disclosure> page) {
            return new DisclosureList(
                    page.items().stream().map(DisclosureView::of).toList(),
                    page.next().orElse(null));
        }
    }
}
