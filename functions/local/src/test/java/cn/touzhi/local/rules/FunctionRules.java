package cn.touzhi.local.rules;

import cn.touzhi.local.template.LambdaFunction;
import cn.touzhi.local.template.Names;
import cn.touzhi.local.template.Resource;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Functions: how they run, and that nobody reaches them but by the ways that the template shows. */
final class FunctionRules {
    private static final String FUNCTION = "AWS::Serverless::Function";
    /** After which an HTTP API gives up (API Gateway, quotas of HTTP APIs). */
    private static final Duration GATEWAY = Duration.ofSeconds(30);

    private FunctionRules() {}

    static List<Rule> all() {
        return List.of(
                Rule.that(
                                "every function runs on Java 25",
                                "cfn-lint E2531, W2531",
                                template -> functions(template, function -> !function.runtime()
                                        .equals("java25")))
                        .brokenBy("an older Java", edit -> edit.at("/Globals/Function")
                                .put("Runtime", "java21")),
                Rule.that(
                                "every function gives up before the gateway does",
                                "ASVS v5.0.0-13.1.3; F2, F4",
                                template -> functions(
                                        template, function -> function.timeout().compareTo(GATEWAY) >= 0))
                        .brokenBy("the gateway's own 30 s", edit -> edit.properties("RegistrationFunction")
                                .put("Timeout", 30)),
                Rule.every(FUNCTION, "every function is traced", "CKV_AWS_50", function -> function.properties()
                                .path("Tracing")
                                .asText()
                                .equals("Active"))
                        .brokenBy("no traces", edit -> edit.at("/Globals/Function")
                                .put("Tracing", "PassThrough")),
                Rule.that(
                                "no function has an address of its own",
                                "CKV_AWS_258, Guard lambda_function_public_access_prohibited",
                                template -> Stream.concat(
                                        template.all(FUNCTION)
                                                .filter(function ->
                                                        function.properties().has("FunctionUrlConfig"))
                                                .map(Resource::logicalId),
                                        template.all("AWS::Lambda::Url").map(Resource::logicalId)))
                        .brokenBy("an address for all", edit -> edit.properties("RelayFunction")
                                .set("FunctionUrlConfig", Edit.json("{'AuthType': 'NONE'}")))
                        .brokenBy("an address apart", edit -> edit.add("Door", """
                                {'Type': 'AWS::Lambda::Url',
                                 'Properties': {'AuthType': 'AWS_IAM', 'TargetFunctionArn': {'Ref': 'RelayFunction'}}}
                                """)),
                // SAM grants what the declared event sources need, bound to each of them
                Rule.that(
                                "nobody is permitted to call a function but the event sources",
                                "Guard lambda_no_wildcard_principal, cfn-lint W3663, W3664",
                                template ->
                                        template.all("AWS::Lambda::Permission").map(Resource::logicalId))
                        .brokenBy("permitting all", edit -> edit.add("Anybody", """
                                {'Type': 'AWS::Lambda::Permission',
                                 'Properties': {'Action': 'lambda:InvokeFunction', 'Principal': '*',
                                                'FunctionName': {'Ref': 'RelayFunction'}}}
                                """)),
                Rule.every(
                                FUNCTION,
                                "a function that starts from a snapshot publishes versions",
                                "cfn-lint W2530",
                                function -> !function.properties().has("SnapStart")
                                        || function.properties().has("AutoPublishAlias"))
                        .brokenBy("no alias", edit -> edit.properties("IssuerFunction")
                                .remove("AutoPublishAlias")),
                // small accounts can't reserve any: 100 must stay unreserved
                Rule.that(
                                "no concurrency is reserved unless the deployer says so",
                                "own; Guard lambda_concurrency_check and CKV_AWS_115 only where wanted",
                                template -> template.byDefault().functions().stream()
                                        .filter(function ->
                                                function.reservedConcurrency().isPresent())
                                        .map(LambdaFunction::logicalId))
                        .brokenBy("another default", edit -> edit.parameter("ReservedConcurrency")
                                .put("Default", 10))
                        .brokenBy("a fixed number", edit -> edit.properties("SendingFunction")
                                .put("ReservedConcurrentExecutions", 10)),
                Rule.that(
                                "every function has a log group of its own and may write into it",
                                "own; ASVS v5.0.0-16.2.3",
                                template -> functions(
                                        template,
                                        function -> !logsApart(template, function) || !mayLog(template, function)))
                        .brokenBy("no log group", edit -> edit.properties("RelayFunction")
                                .remove("LoggingConfig"))
                        .brokenBy("another's log group", edit -> edit.at(
                                        "/Resources/SendingFunction/Properties/LoggingConfig")
                                .set("LogGroup", Edit.json("{'Ref': 'RegistrationFunctionLogs'}")))
                        .brokenBy("no right to write", edit -> edit.statement("IssuerFunctionRole", "Logs")
                                .set("Resource", Edit.json("{'Fn::GetAtt': ['RelayFunctionLogs', 'Arn']}"))));
    }

    private static Stream<String> functions(Template template, Predicate<LambdaFunction> wrong) {
        return template.functions().filter(wrong).map(LambdaFunction::logicalId);
    }

    private static boolean logsApart(Template template, LambdaFunction function) {
        return function.logGroup().isPresent()
                && template.functions()
                                .filter(other -> other.logGroup().equals(function.logGroup()))
                                .count()
                        == 1;
    }

    private static boolean mayLog(Template template, LambdaFunction function) {
        String group = Names.logGroup(function.logGroup().orElse(""));
        return Statement.ofRole(function.role(), template)
                .filter(Statement::allows)
                .filter(statement -> statement.resources().contains(group))
                .anyMatch(statement ->
                        statement.actions().containsAll(List.of("logs:CreateLogStream", "logs:PutLogEvents")));
    }
}
