package cn.touzhi.local.rules;

import cn.touzhi.local.rules.Tree.Leaf;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The template runs in any partition, region and account, several times over, and knows no machine. */
final class PortabilityRules {
    private static final Pattern PARTITION = Pattern.compile("arn:aws(-[a-z]+)*:");
    private static final Pattern REGION = Pattern.compile("\\b(af|ap|ca|cn|eu|il|me|mx|sa|us)(-[a-z]+)+-\\d\\b");
    private static final Pattern ACCOUNT = Pattern.compile("\\b\\d{12}\\b");
    private static final Pattern LOCAL =
            Pattern.compile("localhost|127\\.0\\.0\\.1|\\[::1]|http://|\\.local\\b|_local");
    /** IAM writes the names of services like this in every partition. */
    private static final Pattern SERVICE = Pattern.compile("[a-z0-9-]+(\\.[a-z0-9]+)?\\.amazonaws\\.com");

    /** Names that someone else needs to be fixed, and why. */
    private static final Map<String, String> NAMED =
            Map.of("Resources.ApiDomainName.Properties.DomainName", "the domain is what the resource is about");

    private static final Pattern NAME_OF_RESOURCE =
            Pattern.compile("Resources\\.\\w+\\.Properties\\.(Events\\.\\w+\\.Properties\\.)?"
                    + "(\\w*Name(\\.Fn::Sub|\\.Ref)?|Name\\..*)");
    /** Which resource a mapping or an alarm is about, not what it is called itself; or that it is called nothing. */
    private static final Pattern NAME_OF_ANOTHER =
            Pattern.compile(".*\\.(MetricName|DomainName\\.Ref|FunctionName\\.Ref|OmitName)");

    private static final String NAMED_BY_SAM = "no schedule has the name that SAM would give it in every stack";

    private PortabilityRules() {}

    static List<Rule> all() {
        return List.of(
                Rule.that("no partition is written out", "cfn-lint I3042", template -> found(template, PARTITION))
                        .brokenBy("a partition", edit -> edit.environment("RelayFunction")
                                .put("TABLES", "arn:aws:dynamodb")),
                // the rule on residency has to name regions; it is looked at in ParameterRules
                Rule.that(
                                "no region and no account is written out",
                                "own; cfn-lint I3042",
                                template -> Stream.concat(found(template, REGION), found(template, ACCOUNT)))
                        .brokenBy("a region", edit -> edit.environment("RelayFunction")
                                .put("TABLES", "cn-north-1"))
                        .brokenBy("an account", edit -> edit.environment("RelayFunction")
                                .put("TABLES", "123456789012")),
                Rule.that(
                                "no address of AWS's is written out, but the names of its services in IAM",
                                "own; cfn-lint I3042",
                                template -> leaves(
                                        template,
                                        leaf -> leaf.text().contains("amazonaws.com")
                                                && !(leaf.where().contains(".Principal.Service")
                                                        && SERVICE.matcher(leaf.text())
                                                                .matches())))
                        .brokenBy("an address", edit -> edit.environment("SendingFunction")
                                .put("EMAIL_FROM", "no-reply@mail.amazonaws.com.cn"))
                        .brokenBy("a service of one partition", edit -> edit.statement("StorageKey", "Logs")
                                .set("Principal", Edit.json("{'Service': 'logs.amazonaws.com.cn'}")))
                        .whichAlsoBreaks(KeyRules.LOGS_LET_IN),
                Rule.that(
                                "nothing has a name but its logical id",
                                "cfn_nag W28",
                                template -> leaves(
                                        template,
                                        leaf -> NAME_OF_RESOURCE
                                                        .matcher(leaf.where())
                                                        .matches()
                                                && !NAME_OF_ANOTHER
                                                        .matcher(leaf.where())
                                                        .matches()
                                                && NAMED.keySet().stream().noneMatch(leaf.where()::startsWith)))
                        .brokenBy("a table's name", edit -> edit.properties("RegistrationTable")
                                .put("TableName", "registration"))
                        .brokenBy("a secret's name", edit -> edit.properties("Pepper")
                                .set("Name", Edit.json("{'Fn::Sub': '${Stage}-pepper'}")))
                        .brokenBy("a schedule's name", edit -> edit.at("/Resources/RelayFunction/Properties/Events")
                                .set("Again", Edit.json("""
                                        {'Type': 'ScheduleV2',
                                         'Properties': {'Name': 'again', 'ScheduleExpression': 'rate(1 day)'}}
                                        """)))
                        .whichAlsoBreaks(NAMED_BY_SAM),
                // a second stack in the region would fail over it
                Rule.that(
                                NAMED_BY_SAM,
                                "own; SAM names a ScheduleV2 after function and event",
                                template -> template.all("AWS::Serverless::Function")
                                        .flatMap(function -> namedBySam(
                                                        function.properties().path("Events"))
                                                .map(event -> function.logicalId() + "." + event)))
                        .brokenBy("a name of SAM's", edit -> edit.event("IssuerFunction", "KeepWarm")
                                .remove("OmitName")),
                Rule.that(
                                "nothing in it is of one machine, and nothing goes without TLS",
                                "own; ASVS v5.0.0-12.3.1",
                                template -> leaves(template, leaf -> LOCAL.matcher(
                                                leaf.text().toLowerCase(Locale.ROOT))
                                        .find()))
                        .brokenBy("an address of this machine", edit -> edit.environment("SendingFunction")
                                .put("WEB_DOMAIN", "localhost:8080"))
                        .brokenBy("an address without TLS", edit -> edit.environment("SendingFunction")
                                .put("WEB_DOMAIN", "http://touzhi.cn")));
    }

    private static Stream<String> namedBySam(JsonNode events) {
        return events.properties().stream()
                .filter(event -> event.getValue().path("Type").asText().equals("ScheduleV2")
                        && !event.getValue().at("/Properties/OmitName").asBoolean())
                .map(Map.Entry::getKey);
    }

    private static Stream<String> found(Template template, Pattern pattern) {
        return leaves(template, leaf -> pattern.matcher(leaf.text()).find());
    }

    private static Stream<String> leaves(Template template, Predicate<Leaf> wrong) {
        return Stream.of("Parameters", "Globals", "Conditions", "Mappings", "Resources", "Outputs")
                .flatMap(section -> Tree.leaves(section, template.source().path(section)))
                .filter(wrong)
                .map(Leaf::where);
    }
}
