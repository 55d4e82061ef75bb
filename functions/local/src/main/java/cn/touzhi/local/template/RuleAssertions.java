package cn.touzhi.local.template;

import com.fasterxml.jackson.databind.JsonNode;

/** The template's section Rules: what parameters must not be combined (CloudFormation guide, "Rules"). */
final class RuleAssertions {
    private RuleAssertions() {}

    static void check(JsonNode rules, Conditions conditions) {
        rules.properties().forEach(rule -> {
            String where = "Rules." + rule.getKey();
            JsonNode applies = rule.getValue().path("RuleCondition");
            if (applies.isMissingNode() || conditions.evaluate(applies, where)) {
                rule.getValue().path("Assertions").forEach(assertion -> check(assertion, where, conditions));
            }
        });
    }

    private static void check(JsonNode assertion, String where, Conditions conditions) {
        if (!conditions.evaluate(assertion.path("Assert"), where)) {
            throw new TemplateException("%s does not hold: %s."
                    .formatted(
                            where,
                            assertion
                                    .path("AssertDescription")
                                    .asText("no description")
                                    .replaceFirst("\\.$", "")));
        }
    }
}
