package cn.touzhi.local.rules;

import cn.touzhi.local.rules.Tree.Leaf;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What stands written out in the template is nobody's: it lies open in the repository and in the console. */
final class LiteralRules {
    /** Keys of AWS, PEM, tokens, and whatever is long, of one piece and neither a word nor a number. */
    private static final Pattern SECRET = Pattern.compile("\\b(AKIA|ASIA)[A-Z0-9]{16}\\b|-----BEGIN|\\beyJ[\\w-]+\\.|"
            + "(?=[A-Za-z+/_=-]*\\d)(?=[\\d+/_=-]*[A-Za-z])[A-Za-z0-9+/_=-]{20,}");
    /** A Chinese mobile number, or any in E.164. */
    private static final Pattern PHONE = Pattern.compile("(?<![\\w+])(\\+\\d{7,15}|1[3-9]\\d{9})(?!\\w)");
    /** A sender that nobody answers is no person. */
    private static final Pattern MAILBOX = Pattern.compile("(?<![\\w.+-])(?!no-reply@)[\\w.+-]+@");

    private LiteralRules() {}

    static List<Rule> all() {
        return List.of(
                Rule.that(
                                "nothing that is written out looks like a secret",
                                "CKV_AWS_45 in part, ASVS v5.0.0-13.3.1",
                                template -> literals(template, SECRET))
                        .brokenBy("a key of AWS's", edit -> edit.environment("RelayFunction")
                                .put("TABLES", "AKIAIOSFODNN7EXAMPLE"))
                        .brokenBy("random letters", edit -> edit.environment("IssuerFunction")
                                .put("SIGNING_KEY", "q83vEjRWeJCrze8SNFZ4kA"))
                        .brokenBy("a default", edit -> edit.parameter("AlarmTopic")
                                .put("Default", "0f1e2d3c4b5a69788796a5b4c3d2e1f0")),
                Rule.that(
                                "nothing that is written out reaches a person",
                                "own; ASVS v5.0.0-14.2.1",
                                template -> Stream.concat(literals(template, PHONE), literals(template, MAILBOX)))
                        .brokenBy("a phone", edit -> edit.environment("SendingFunction")
                                .put("ANDROID_APP_HASH", "13800138000"))
                        .brokenBy("a phone abroad", edit -> edit.parameter("AlarmTopic")
                                .put("Default", "+14155550100"))
                        .brokenBy("a mailbox", edit -> edit.environment("SendingFunction")
                                .set("EMAIL_FROM", Edit.json("{'Fn::Sub': 'li.lei@${EmailDomain}'}")))
                        .brokenBy("a mailbox that is shown", edit -> edit.at("/Outputs/ApiUrl")
                                .put("Value", "li.lei@example.com")));
    }

    private static Stream<String> literals(Template template, Pattern pattern) {
        JsonNode source = template.source();
        Stream<Leaf> defaults = source.path("Parameters").properties().stream()
                .flatMap(parameter -> Tree.leaves(
                        "Parameters." + parameter.getKey(), parameter.getValue().path("Default")));
        Stream<Leaf> variables = source.path("Resources").properties().stream()
                .flatMap(resource -> Tree.leaves(
                        "Resources." + resource.getKey(), resource.getValue().at("/Properties/Environment")));
        Stream<Leaf> shared = Tree.leaves("Globals", source.path("Globals"));
        Stream<Leaf> shown = Tree.leaves("Outputs", source.path("Outputs"));
        return Stream.of(defaults, variables, shared, shown)
                .flatMap(leaves -> leaves)
                .filter(leaf -> pattern.matcher(leaf.text()).find())
                .map(Leaf::where);
    }
}
