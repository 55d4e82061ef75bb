package cn.touzhi.local.rules;

import cn.touzhi.local.template.TemplateException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Parameters: whatever a deployer gives, the limits that come from outside hold. */
final class ParameterRules {
    /** ASVS 5, 6.5.5: an out-of-band code lives ten minutes at most. */
    private static final int CODE_SECONDS = 600;
    /** NIST SP 800-63B-4, 3.2.2: at most 100 guesses. */
    private static final int GUESSES_A_DAY = 100;

    private ParameterRules() {}

    static List<Rule> all() {
        return List.of(
                Rule.that("a code lives ten minutes at most", "ASVS v5.0.0-6.5.5", template -> Stream.of("CodeLifetime")
                                .filter(name -> most(template, name) > CODE_SECONDS))
                        .brokenBy("a quarter of an hour", edit -> edit.parameter("CodeLifetime")
                                .put("MaxValue", 900))
                        .brokenBy("no bound", edit -> edit.parameter("CodeLifetime")
                                .remove("MaxValue")),
                Rule.that(
                                "nobody can guess more than a hundred times a day at an address",
                                "NIST SP 800-63B-4, 3.2.2; ASVS v5.0.0-6.6.3",
                                template ->
                                        Stream.of("Guesses").filter(guesses -> mostGuesses(template) > GUESSES_A_DAY))
                        .brokenBy("more sends", edit -> edit.parameter("SendsPerDay")
                                .put("MaxValue", 11))
                        .brokenBy("more guesses", edit -> edit.parameter("Guesses")
                                .put("MaxValue", 6))
                        .brokenBy("more sends for a challenge", edit -> edit.parameter("HarderSendsPerDay")
                                .put("MaxValue", 21))
                        .brokenBy("more guesses for a challenge", edit -> edit.parameter("HarderGuesses")
                                .put("MaxValue", 4))
                        .brokenBy("more guesses of known devices", edit -> edit.parameter("KnownGuesses")
                                .put("MaxValue", 4)),
                Rule.that(
                                "personal data stays in mainland China unless the deployer says otherwise",
                                "privacy policy, 5.1.2",
                                template -> Stream.of(Place.SINGAPORE, Place.OREGON)
                                        .filter(place -> !refused(template, place))
                                        .map(Place::region))
                        .brokenBy("no rule", edit -> edit.at("/Rules").remove("DataStaysInMainlandChina"))
                        .brokenBy("another default", edit -> edit.parameter("DataResidency")
                                .put("Default", "anywhere")));
    }

    /** Whatever is chosen below the maxima; a code that took a challenge may be the better one to guess at. */
    private static long mostGuesses(Template template) {
        long strangers = most(template, "SendsPerDay");
        long harder = most(template, "HarderSendsPerDay");
        long harderGuesses = most(template, "HarderGuesses");
        long ofStrangers = strangers * most(template, "Guesses") + Math.max(0, harder - strangers) * harderGuesses;
        long ofKnown = most(template, "KnownSendsPerDay") * most(template, "KnownGuesses");
        return Math.max(ofStrangers, harder * harderGuesses) + ofKnown;
    }

    private static long most(Template template, String parameter) {
        JsonNode most = template.source().at("/Parameters/" + parameter + "/MaxValue");
        return most.asLong(Integer.MAX_VALUE);
    }

    private static boolean refused(Template template, Place place) {
        try {
            place.deploy(template, Map.of());
            return false;
        } catch (TemplateException refusal) {
            return refusal.getMessage().startsWith("Rules.");
        }
    }
}
