package cn.touzhi.local.rules;

import cn.touzhi.local.template.LambdaFunction;
import cn.touzhi.local.template.Names;
import cn.touzhi.local.template.Resource;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Roles: one for each function, written out, with nothing that a reader would have to guess. */
final class RoleRules {
    private static final String ROLE = "AWS::IAM::Role";
    /** Services that a role here may be assumed by. */
    private static final Set<String> SERVICES = Set.of("lambda.amazonaws.com", "scheduler.amazonaws.com");
    /** Neither has resources to name; a message to a phone number is none either. */
    private static final Set<String> WITHOUT_RESOURCE =
            Set.of("xray:PutTraceSegments", "xray:PutTelemetryRecords", "sns:Publish");

    private RoleRules() {}

    static List<Rule> all() {
        return List.of(
                Rule.that("every function has a role of its own", "ASVS v5.0.0-13.2.2", template -> template.functions()
                                .filter(function -> template.functions()
                                                .filter(other -> other.role().equals(function.role()))
                                                .count()
                                        > 1)
                                .map(LambdaFunction::logicalId))
                        .brokenBy("sharing one", edit -> edit.properties("IssuerFunction")
                                .set("Role", Edit.json("{'Fn::GetAtt': ['RegistrationFunctionRole', 'Arn']}")))
                        .whichAlsoBreaks(
                                "every role is a function's or a schedule's",
                                "every function has a log group of its own and may write into it"),
                Rule.that("every role is a function's or a schedule's", "ASVS v5.0.0-13.2.2", RoleRules::unused)
                        .brokenBy("a role for nobody", edit -> edit.add("Spare", """
                                {'Type': 'AWS::IAM::Role',
                                 'Properties': {'AssumeRolePolicyDocument': {},
                                                'Tags': [{'Key': 'touzhi:stage', 'Value': {'Ref': 'Stage'}}]}}
                                """)),
                Rule.that(
                                "whatever is granted stands in a role, and nobody has lasting keys",
                                "cfn_nag IamRoleElevatedManagedPolicyRule, ASVS v5.0.0-13.2.1",
                                RoleRules::grantsElsewhere)
                        .brokenBy("SAM's policies", edit -> edit.properties("RelayFunction")
                                .set("Policies", Edit.json("['AmazonSQSFullAccess']")))
                        .brokenBy("a policy apart", edit -> edit.add("Apart", """
                                {'Type': 'AWS::IAM::Policy', 'Properties': {}}
                                """))
                        .brokenBy("a user", edit -> edit.add("Operator", """
                                {'Type': 'AWS::IAM::User',
                                 'Properties': {'Tags': [{'Key': 'touzhi:stage', 'Value': {'Ref': 'Stage'}}]}}
                                """)),
                Rule.that(
                                "a role is assumed by the service that runs it and by nobody else",
                                "CKV_AWS_60, CKV_AWS_61",
                                template -> Statement.ofTrust(template)
                                        .filter(statement -> !trustsAService(statement))
                                        .map(Statement::owner))
                        .brokenBy("everybody", edit -> trust(edit, "{'AWS': '*'}"))
                        .brokenBy("an account", edit -> trust(edit, "{'AWS': {'Ref': 'AWS::AccountId'}}"))
                        .brokenBy("any service", edit -> trust(edit, "{'Service': 'ec2.amazonaws.com'}")),
                Rule.that(
                                "every action is written out",
                                "CKV_AWS_62, CKV_AWS_63, cfn_nag IamPolicyWildcardActionRule, cfn-lint W3037",
                                template -> template.grants()
                                        .filter(statement -> statement.actions().stream()
                                                .anyMatch(action -> action.contains("*") || action.contains("?")))
                                        .map(Statement::where))
                        .brokenBy("all of a service", edit -> edit.statement("RelayFunctionRole", "Publish")
                                .put("Action", "sns:*"))
                        .brokenBy("all of a kind", edit -> edit.statement("RelayFunctionRole", "Streams")
                                .set(
                                        "Action",
                                        Edit.json("['dynamodb:Describe*', 'dynamodb:DescribeStream',"
                                                + " 'dynamodb:GetShardIterator', 'dynamodb:GetRecords']"))),
                Rule.that(
                                "every grant names its resource; but traces and SMS have none",
                                "CKV_AWS_107, 108, 109, 110, 111, cfn_nag IamPolicyWildcardResourceRule",
                                template -> template.grants()
                                        .filter(Statement::allows)
                                        .filter(statement -> !WITHOUT_RESOURCE.containsAll(statement.actions()))
                                        .filter(statement ->
                                                statement.resources().stream().anyMatch(RoleRules::reachesFar))
                                        .map(Statement::where))
                        .brokenBy("every secret", edit -> edit.statement("RegistrationFunctionRole", "Secrets")
                                .put("Resource", "*"))
                        .brokenBy("every queue", edit -> edit.statement("RelayFunctionRole", "Failures")
                                .set(
                                        "Resource",
                                        Edit.json("[{'Fn::GetAtt': ['RelayFailures', 'Arn']},"
                                                + " {'Fn::Sub': 'arn:${AWS::Partition}:sqs:*:*:*'}]"))),
                Rule.that(
                                "whoever may send SMS may not publish to topics and devices",
                                "own; the exception of CKV_AWS_111",
                                template -> template.grants()
                                        .filter(RoleRules::sendsSms)
                                        .filter(statement -> Statement.ofRole(statement.owner(), template)
                                                .noneMatch(RoleRules::deniesTopics))
                                        .map(Statement::where))
                        .brokenBy("no denial", edit -> edit.statement("SendingFunctionRole", "OnlySms")
                                .put("Action", "sns:Subscribe")),
                Rule.that(
                                "every statement says what it is about, not what it is not",
                                "cfn_nag IamPolicy/Role NotAction, NotResource, NotPrincipal rules;"
                                        + " Guard s3_bucketpolicy_no_allow_plus_notprincipal",
                                template -> Stream.of(
                                                template.grants(),
                                                Statement.ofResources(template),
                                                Statement.ofTrust(template))
                                        .flatMap(statements -> statements)
                                        .filter(statement -> Stream.of("NotAction", "NotResource", "NotPrincipal")
                                                .anyMatch(statement.node()::has))
                                        .map(Statement::where))
                        .brokenBy("all resources but one", edit -> edit.statement("SendingFunctionRole", "Email")
                                .set(
                                        "NotResource",
                                        edit.statement("SendingFunctionRole", "Email")
                                                .remove("Resource")))
                        .brokenBy("all actions but one", edit -> edit.statement("IssuerFunctionRole", "FirstKey")
                                .set(
                                        "NotAction",
                                        edit.statement("IssuerFunctionRole", "FirstKey")
                                                .remove("Action")))
                        .brokenBy("everybody but one", edit -> edit.statement("SigningKey", "Account")
                                .set("NotPrincipal", Edit.json("{'AWS': {'Ref': 'AWS::AccountId'}}"))));
    }

    private static Stream<String> unused(Template template) {
        Set<String> used = Stream.concat(
                        template.functions().map(LambdaFunction::role),
                        template.all("AWS::Serverless::Function")
                                .flatMap(function -> function.properties().findValuesAsText("RoleArn").stream())
                                .map(Names::logicalId))
                .collect(Collectors.toSet());
        return template.all(ROLE).map(Resource::logicalId).filter(role -> !used.contains(role));
    }

    private static Stream<String> grantsElsewhere(Template template) {
        return Stream.concat(
                template.stack().resources().values().stream()
                        .filter(resource -> resource.type().startsWith("AWS::IAM::")
                                && !resource.type().equals(ROLE)
                                && !StaffRules.isInvocation(resource))
                        .map(Resource::logicalId),
                template.all(ROLE, "AWS::Serverless::Function")
                        .filter(resource -> resource.properties().has("ManagedPolicyArns")
                                || (!resource.type().equals(ROLE)
                                        && resource.properties().has("Policies")))
                        .map(Resource::logicalId));
    }

    private static void trust(Edit edit, String principal) {
        edit.at("/Resources/RelayFunctionRole/Properties/AssumeRolePolicyDocument/Statement/0")
                .set("Principal", Edit.json(principal));
    }

    private static boolean trustsAService(Statement statement) {
        return statement.node().path("Principal").size() == 1
                && SERVICES.containsAll(Tree.texts(statement.node().at("/Principal/Service")))
                && statement.node().at("/Principal/Service").isTextual()
                && statement.actions().equals(List.of("sts:AssumeRole"));
    }

    /** The parts of one stream or one log group are its own. */
    private static boolean reachesFar(String resource) {
        return resource.replaceFirst("(:table/\\w+/stream/|:log-group:\\w+:|:s3:::[a-z0-9-]+/([a-z]+/)?)\\*$", "")
                .contains("*");
    }

    private static boolean sendsSms(Statement statement) {
        return statement.allows()
                && statement.actions().contains("sns:Publish")
                && statement.resources().contains("*");
    }

    private static boolean deniesTopics(Statement statement) {
        return statement.denies()
                && statement.actions().contains("sns:Publish")
                && statement.resources().contains("arn:" + Names.PARTITION + ":sns:*:*:*");
    }
}
