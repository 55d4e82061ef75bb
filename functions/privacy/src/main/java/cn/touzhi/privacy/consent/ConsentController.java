package cn.touzhi.privacy.consent;

import cn.touzhi.kernel.http.Principal;
import cn.touzhi.kernel.http.Problem;
import cn.touzhi.kernel.http.Problems;
import cn.touzhi.kernel.http.QueryParameter;
import cn.touzhi.kernel.http.Refusals;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Put;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What somebody consents to, over HTTP. Withdrawing asks for nothing that consenting doesn't, and for less (PIPL 15). */
@Controller("/v1/consents")
@Tag(name = "Consents", description = "What someone agreed to, purpose by purpose, and withdrawing it")
class ConsentController {
    private static final String SOURCES = "web|app|mini-program|public-account";

    private final Consents consents;
    private final ConsentTexts texts;

    ConsentController(Consents consents, ConsentTexts texts) {
        this.consents = consents;
        this.texts = texts;
    }

    /** All purposes and permissions with their texts, how it stands with each, and the versions of the policy. */
    @Get
    @ApiResponse(
            responseCode = "200",
            description = "How it stands",
            content = @Content(schema = @Schema(implementation = MyConsents.class)))
    @Refusals({"401 session-ended"})
    HttpResponse<?> listConsents(@Parameter(hidden = true) Principal principal) {
        return consents.of(principal)
                .<HttpResponse<?>>map(own -> HttpResponse.ok(shown(own)))
                .orElseGet(() -> Problems.sessionEnded().toResponse());
    }

    /** Consents to a purpose, as its text of today says; once more changes nothing. */
    @Put("/{purpose}")
    @ApiResponse(
            responseCode = "200",
            description = "The consent holds",
            content = @Content(schema = @Schema(implementation = ConsentChange.class)))
    @Refusals({"401 session-ended", "404 no-such-thing", "409 text-not-current"})
    HttpResponse<?> giveConsent(
            @Parameter(hidden = true) Principal principal, String purpose, @Body @Valid NewConsent consent) {
        Optional<ConsentPurpose> known = ConsentPurpose.of(purpose);
        if (known.isEmpty()) {
            return Problems.noSuchThing().toResponse();
        }
        int current = texts.of(known.get()).version();
        if (consent.textVersion() != current) {
            return Problem.of(409, "text-not-current", "Another text is asked about by now")
                    .detailed("Show the current text, and ask again.")
                    .with("current", current)
                    .toResponse();
        }
        ConsentSource source = ConsentSource.of(consent.source()).orElse(ConsentSource.UNSPECIFIED);
        return answer(known.get(), consents.give(principal, known.get(), current, source));
    }

    /** Withdraws a consent; once more, or where none was given, changes nothing. What was done before stays lawful. */
    @Delete("/{purpose}")
    @Parameter(
            name = "source",
            in = ParameterIn.QUERY,
            description = "Where it is withdrawn, if the client says so",
            schema =
                    @Schema(
                            type = "string",
                            allowableValues = {"web", "app", "mini-program", "public-account"}))
    @ApiResponse(
            responseCode = "200",
            description = "No consent holds",
            content = @Content(schema = @Schema(implementation = ConsentChange.class)))
    @Refusals({"400 malformed-request", "401 session-ended", "404 no-such-thing"})
    HttpResponse<?> withdrawConsent(
            @Parameter(hidden = true) Principal principal, HttpRequest<?> request, String purpose) {
        Optional<ConsentPurpose> known = ConsentPurpose.of(purpose);
        if (known.isEmpty()) {
            return Problems.noSuchThing().toResponse();
        }
        String source = QueryParameter.of(request, "source").orElse("");
        if (!source.isEmpty() && !source.matches(SOURCES)) {
            return Problems.malformed("The parameter source must be one of " + SOURCES.replace("|", ", "))
                    .toResponse();
        }
        return answer(
                known.get(),
                consents.withdraw(
                        principal, known.get(), ConsentSource.of(source).orElse(ConsentSource.UNSPECIFIED)));
    }

    private static HttpResponse<?> answer(ConsentPurpose purpose, Changed changed) {
        return switch (changed) {
            case Changed.To(Consent consent, int sequence) ->
                HttpResponse.ok(new ConsentChange(
                        purpose.text(),
                        consent.given(),
                        Optional.of(consent.textVersion()),
                        Optional.of(consent.changedAt()),
                        sequence));
            case Changed.Never(int sequence) ->
                HttpResponse.ok(new ConsentChange(purpose.text(), false, Optional.empty(), Optional.empty(), sequence));
            case Changed.NotAdmitted _ -> Problems.sessionEnded().toResponse();
            case Changed.Busy _ -> Problems.tryAgain().toResponse();
        };
    }

    private MyConsents shown(OwnConsents own) {
        return new MyConsents(
                own.state().sequence(),
                Arrays.stream(ConsentPurpose.values())
                        .map(purpose -> shown(purpose, own.state().of(purpose)))
                        .toList(),
                own.acceptances().stream()
                        .map(acceptance -> new AcceptedPolicy(
                                acceptance.version(),
                                acceptance.at(),
                                acceptance.source().text()))
                        .toList());
    }

    private MyConsent shown(ConsentPurpose purpose, Optional<Consent> consent) {
        ConsentText text = texts.of(purpose);
        return new MyConsent(
                purpose.text(),
                purpose.kind().text(),
                purpose.clause(),
                text.version(),
                text.chinese(),
                text.english(),
                consent.filter(Consent::given).isPresent(),
                consent.map(Consent::textVersion),
                consent.map(Consent::changedAt));
    }

    /** A consent that is given. */
    @Serdeable
    record NewConsent(
            @NotNull @Min(1) @Max(9999) @Schema(description = "Version of the text that was shown", example = "1")
            Integer textVersion,

            @NotNull @Pattern(regexp = SOURCES) @Schema(description = "Where it is given", example = "app")
            String source) {}

    /**
     * How it stands with a consent now.
     *
     * @param sequence how many times consents of this person have changed: header {@code Consent-Sequence} of requests
     *     that depend on it
     */
    @Serdeable
    record ConsentChange(
            @Schema(example = "resume-health") String purpose,

            @Schema(description = "Whether the consent holds")
            boolean given,

            @Schema(description = "Version of the text that was consented to", example = "1")
            Optional<Integer> textVersion,

            @Schema(description = "Since when it stands so") Optional<Instant> changedAt,

            @Schema(description = "How many times this person's consents have changed", example = "3")
            int sequence) {}

    /** All that somebody agreed to, and could agree to. */
    @Serdeable
    @Schema(name = "Consents")
    record MyConsents(
            @Schema(description = "How many times this person's consents have changed", example = "3")
            int sequence,

            List<MyConsent> consents,
            List<AcceptedPolicy> policies) {}

    /** One purpose or permission, and how it stands with it. */
    @Serdeable
    @Schema(name = "Consent")
    record MyConsent(
            @Schema(example = "resume-health") String purpose,

            @Schema(
                    description = "sensitive data, a further purpose, or a permission of the device",
                    example = "sensitive",
                    allowableValues = {"sensitive", "purpose", "permission"})
            String kind,

            @Schema(description = "Clause of the policy", example = "2.1.2")
            String clause,

            @Schema(description = "Version of the text to be shown", example = "1")
            int currentText,

            @Schema(description = "The text in Chinese") String textZh,

            @Schema(description = "The text in English") String textEn,

            @Schema(description = "Whether the consent holds")
            boolean given,

            @Schema(description = "Version of the text that was consented to", example = "1")
            Optional<Integer> textVersion,

            @Schema(description = "Since when it stands so") Optional<Instant> changedAt) {}

    /** A version of the policy that was accepted. */
    @Serdeable
    record AcceptedPolicy(
            @Schema(example = "4") int version,
            Instant acceptedAt,

            @Schema(description = "Where", example = "app") String source) {}
}
