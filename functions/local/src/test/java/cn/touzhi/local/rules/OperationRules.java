package cn.touzhi.local.rules;

import cn.touzhi.local.template.LambdaFunction;
import cn.touzhi.local.template.Resource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What operators look at, and what they are told to do. */
final class OperationRules {
    private static final String ALARM = "AWS::CloudWatch::Alarm";
    private static final Pattern RUNBOOK = Pattern.compile("\\]\\(([a-z-]+\\.md)\\)");

    private OperationRules() {}

    static List<Rule> all() {
        return List.of(
                Rule.that(
                                "every function, queue, table and API stands on the dashboard",
                                "own; ASVS v5.0.0-16.1.1",
                                template -> observed(template)
                                        .filter(id -> !dashboard(template).matches("(?s).*\\$\\{" + id + "[.}].*")))
                        .brokenBy("another queue", edit -> edit.add("Later", "{'Type': 'AWS::SQS::Queue'}"))
                        .brokenBy("no dashboard", edit -> edit.remove("Dashboard")),
                Rule.that(
                                "infra/README.md says of every alarm what to do, of no other, and its runbooks are there",
                                "own",
                                template -> Stream.of(unlisted(template), gone(template), missingRunbooks(template))
                                        .flatMap(findings -> findings))
                        .brokenBy("another alarm", edit -> edit.add("Later", "{'Type': 'AWS::CloudWatch::Alarm'}"))
                        .brokenBy("an alarm that is gone", edit -> edit.remove("SmsBlocked")));
    }

    private static Stream<String> unlisted(Template template) {
        return alarms(template).filter(alarm -> !index(template).contains("| `" + alarm + "` |"));
    }

    private static Stream<String> gone(Template template) {
        return listed(template)
                .filter(alarm -> alarms(template).noneMatch(alarm::equals))
                .map(alarm -> alarm + " is gone");
    }

    private static Stream<String> missingRunbooks(Template template) {
        return RUNBOOK.matcher(index(template))
                .results()
                .map(match -> match.group(1))
                .filter(file -> !Files.exists(template.folder().resolve("infra").resolve(file)));
    }

    private static Stream<String> observed(Template template) {
        return Stream.of(
                        template.functions().map(LambdaFunction::logicalId),
                        template.all("AWS::SQS::Queue").map(Resource::logicalId),
                        template.all("AWS::DynamoDB::Table").map(Resource::logicalId),
                        template.all("AWS::Serverless::HttpApi").map(Resource::logicalId))
                .flatMap(ids -> ids);
    }

    /** As it is written, before anything is put in. */
    private static String dashboard(Template template) {
        return template.source()
                .at("/Resources/Dashboard/Properties/DashboardBody")
                .toString();
    }

    private static Stream<String> alarms(Template template) {
        return template.all(ALARM).map(Resource::logicalId);
    }

    private static Stream<String> listed(Template template) {
        return Pattern.compile("(?m)^\\| `([A-Za-z0-9]+)` \\|")
                .matcher(index(template))
                .results()
                .map(match -> match.group(1));
    }

    private static String index(Template template) {
        Path file = template.folder().resolve("infra/README.md");
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
