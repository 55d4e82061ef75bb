package cn.touzhi.local.rules;

import cn.touzhi.local.template.Resource;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Logs: kept as long as the law wants, encrypted, and without what tells who someone is. */
final class LogRules {
    private static final String GROUP = "AWS::Logs::LogGroup";
    private static final String API = "AWS::Serverless::HttpApi";
    /** Those of CloudWatch's steps that hold six months, whichever they are, and no more than needed. */
    private static final Set<Integer> DAYS = Set.of(365, 400);
    /** Neither address, nor path, query, agent or identity: paths hold ids, queries may hold anything. */
    private static final Set<String> HARMLESS = Set.of(
            "requestId",
            "extendedRequestId",
            "requestTime",
            "requestTimeEpoch",
            "routeKey",
            "httpMethod",
            "protocol",
            "stage",
            "apiId",
            "status",
            "responseLatency",
            "responseLength",
            "integrationLatency",
            "integrationStatus",
            "error.responseType");

    private static final Pattern VARIABLE = Pattern.compile("\\$context\\.([A-Za-z0-9_.]*[A-Za-z0-9_])");

    private LogRules() {}

    static List<Rule> all() {
        return List.of(
                // 网络安全法 21: six months at least; the step of 180 days is less
                Rule.every(
                                GROUP,
                                "every log is kept for a year",
                                "CKV_AWS_66, cfn_nag W86; Cybersecurity Law, article 21",
                                group -> DAYS.contains(group.properties()
                                        .path("RetentionInDays")
                                        .asInt()))
                        .brokenBy("180 days", edit -> edit.properties("RelayFunctionLogs")
                                .put("RetentionInDays", 180))
                        .brokenBy("for ever", edit -> edit.properties("ApiAccessLogs")
                                .remove("RetentionInDays")),
                Rule.every(
                                GROUP,
                                "every log is encrypted under a key of the template's",
                                "CKV_AWS_158, cfn_nag W84",
                                group -> group.properties().has("KmsKeyId"))
                        .brokenBy("leaving the key to AWS", edit -> edit.properties("SendingFunctionLogs")
                                .remove("KmsKeyId")),
                Rule.every(
                                API,
                                "every API logs its requests",
                                "CKV_AWS_95, cfn_nag ApiGatewayV2AccessLoggingRule",
                                api -> api.properties()
                                                .at("/AccessLogSettings/DestinationArn")
                                                .isTextual()
                                        && VARIABLE.matcher(format(api)).find())
                        .brokenBy("no log", edit -> edit.properties("IssuerApi").remove("AccessLogSettings")),
                Rule.that(
                                "the logs of requests do not tell who asked for what",
                                "ASVS v5.0.0-14.2.1, v5.0.0-16.2.5",
                                template -> template.all(API).flatMap(LogRules::telling))
                        .brokenBy("the address", edit -> logAlso(edit, "$context.identity.sourceIp"))
                        .brokenBy("the path", edit -> logAlso(edit, "$context.path"))
                        .brokenBy("the agent", edit -> logAlso(edit, "$context.identity.userAgent"))
                        .brokenBy("the token's subject", edit -> logAlso(edit, "$context.authorizer.claims.sub")));
    }

    private static Stream<String> telling(Resource api) {
        return VARIABLE.matcher(format(api))
                .results()
                .map(match -> match.group(1))
                .filter(variable -> !HARMLESS.contains(variable))
                .map(variable -> api.logicalId() + ": " + variable);
    }

    private static String format(Resource api) {
        return api.properties().at("/AccessLogSettings/Format").asText();
    }

    private static void logAlso(Edit edit, String variable) {
        edit.at("/Resources/Api/Properties/AccessLogSettings")
                .put("Format", "{\"requestId\":\"$context.requestId\",\"also\":\"" + variable + "\"}");
    }
}
