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

    /** Which parameter must not be above which. */
    private static final List<Map.Entry<String, String>> NOT_ABOVE = List.of(
            Map.entry("SendsPerHour", "SendsPerDay"),
            Map.entry("HarderSendsPerHour", "HarderSendsPerDay"),
            Map.entry("KnownSendsPerHour", "KnownSendsPerDay"),
            Map.entry("SendsPerHour", "HarderSendsPerHour"),
            Map.entry("SendsPerDay", "HarderSendsPerDay"),
            Map.entry("ClientSendsFree", "ClientSends"),
            Map.entry("ChallengeDifficulty", "ChallengeDifficultyHarder"),
            Map.entry("BreakerSample", "BlockSends"));
    /** As in Limits.Spend. */
    private static final int COUNTRY_PARTS = 10;

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
                        .brokenBy("more sends", edit -> {
                            edit.parameter("SendsPerDay").put("MaxValue", 11);
                            edit.parameter("HarderSendsPerDay").put("MinValue", 11);
                        })
                        .brokenBy("more guesses", edit -> edit.parameter("Guesses")
                                .put("MaxValue", 6))
                        .brokenBy("more sends for a challenge", edit -> edit.parameter("HarderSendsPerDay")
                                .put("MaxValue", 21))
                        .brokenBy("more guesses for a challenge", edit -> edit.parameter("HarderGuesses")
                                .put("MaxValue", 4))
                        .brokenBy("more guesses of known devices", edit -> edit.parameter("KnownGuesses")
                                .put("MaxValue", 4)),
                // CloudFormation compares no two numbers, so their ranges must not overlap
                Rule.that(
                                "no two limits can contradict each other, whatever is chosen",
                                "own",
                                template -> NOT_ABOVE.stream()
                                        .filter(pair ->
                                                most(template, pair.getKey()) > least(template, pair.getValue()))
                                        .map(pair -> pair.getKey() + " above " + pair.getValue()))
                        .brokenBy("more an hour than a day", edit -> edit.parameter("SendsPerHour")
                                .put("MaxValue", 6))
                        .brokenBy("less for a challenge", edit -> edit.parameter("ClientSends")
                                .put("MinValue", 299))
                        .brokenBy("a breaker that never looks", edit -> edit.parameter("BlockSends")
                                .put("MinValue", 49)),
                Rule.that(
                                "a breaker of a country can trip, and a challenge serves one life of a verification",
                                "own",
                                template -> Stream.of("BreakerSample", "ChallengeLifetime")
                                        .filter(name -> most(template, name)
                                                > (name.equals("BreakerSample")
                                                        ? least(template, "CountrySends") / COUNTRY_PARTS
                                                        : least(template, "CodeLifetime")
                                                                + least(template, "ProofLifetime"))))
                        .brokenBy("a small country", edit -> edit.parameter("CountrySends")
                                .put("MinValue", 499))
                        .brokenBy("a long challenge", edit -> edit.parameter("ChallengeLifetime")
                                .put("MaxValue", 601)),
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

    private static long least(Template template, String parameter) {
        return template.source().at("/Parameters/" + parameter + "/MinValue").asLong(Integer.MIN_VALUE);
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
