package cn.touzhi.local.rules;

import cn.touzhi.local.template.Names;
import cn.touzhi.local.template.Resource;
import java.util.List;
import java.util.stream.Stream;

/** The staff function asks nobody who they are: that it can't be reached is all that guards it. */
final class StaffRules {
    private static final String FUNCTION = "StaffFunction";
    private static final String INVOCATION = "StaffInvocation";

    private StaffRules() {}

    static List<Rule> all() {
        return List.of(
                Rule.that(
                                "no event reaches the staff function",
                                "own; design: only the deployer's role may invoke it",
                                template -> template.functions()
                                        .filter(function -> function.logicalId().equals(FUNCTION))
                                        .flatMap(function -> function.events().stream())
                                        .map(event -> FUNCTION + ".Events." + event.name()))
                        .brokenBy("a schedule", edit -> edit.properties(FUNCTION)
                                .set(
                                        "Events",
                                        Edit.json("{'Daily': {'Type': 'ScheduleV2', 'Properties':"
                                                + " {'ScheduleExpression': 'rate(1 day)', 'OmitName': true,"
                                                + " 'RetryPolicy': {'MaximumRetryAttempts': 0},"
                                                + " 'RoleArn': {'Fn::GetAtt': ['SchedulerRole', 'Arn']}}}}"))),
                // whatever brings events to a function, or lets someone call it, has to name it
                Rule.that(
                                "nothing names the staff function but its alarms and the deployer's grant",
                                "own; design: only the deployer's role may invoke it",
                                StaffRules::strangers)
                        .brokenBy("a role that may invoke it", edit -> edit.statement("SchedulerRole", "KeepWarm")
                                .set(
                                        "Resource",
                                        Edit.json("[{'Fn::Sub': '${IssuerFunction.Arn}:live'},"
                                                + " {'Fn::GetAtt': ['StaffFunction', 'Arn']}]")))
                        .brokenBy("a role that may invoke what is published of it", edit -> edit.statement(
                                        "SchedulerRole", "KeepWarm")
                                .set("Resource", Edit.json("{'Fn::Sub': '${StaffFunction.Arn}:live'}")))
                        .brokenBy("a permission", edit -> edit.add("Anybody", """
                                {'Type': 'AWS::Lambda::Permission',
                                 'Properties': {'Action': 'lambda:InvokeFunction', 'Principal': '*',
                                                'FunctionName': {'Ref': 'StaffFunction'}}}
                                """))
                        .whichAlsoBreaks("nobody is permitted to call a function but the event sources")
                        .brokenBy("a queue that feeds it", edit -> edit.add("Feed", """
                                {'Type': 'AWS::Lambda::EventSourceMapping',
                                 'Properties': {'EventSourceArn': {'Fn::GetAtt': ['SendingQueue', 'Arn']},
                                                'FunctionName': {'Fn::GetAtt': ['StaffFunction', 'Arn']},
                                                'Tags': [{'Key': 'touzhi:stage', 'Value': {'Ref': 'Stage'}}]}}
                                """)),
                Rule.that(
                                "the deployer's grant is invoking the staff function, for the one role that was named",
                                "own; ASVS v5.0.0-13.2.2",
                                template -> template.all("AWS::IAM::ManagedPolicy")
                                        .filter(policy -> !isForTheDeployer(policy, template))
                                        .map(Resource::logicalId))
                        .brokenBy("every function", edit -> edit.statement(INVOCATION, "Invoke")
                                .put("Resource", "*"))
                        .brokenBy("everything about it", edit -> edit.statement(INVOCATION, "Invoke")
                                .put("Action", "lambda:*"))
                        .brokenBy("another role too", edit -> edit.properties(INVOCATION)
                                .set("Roles", Edit.json("[{'Ref': 'DeployerRole'}, 'Developers']")))
                        .brokenBy("a group of people", edit -> edit.properties(INVOCATION)
                                .set("Groups", Edit.json("['Developers']"))),
                Rule.that(
                                "nobody may invoke the staff function unless the deployer says who",
                                "own; there is no default staff",
                                template -> template.byDefault().resources().values().stream()
                                        .filter(resource -> resource.type().equals("AWS::IAM::ManagedPolicy"))
                                        .map(Resource::logicalId))
                        .brokenBy("a role by default", edit -> edit.parameter("DeployerRole")
                                .put("Default", "Admin"))
                        .brokenBy("always", edit -> {
                            edit.resource(INVOCATION).remove("Condition");
                            edit.properties(INVOCATION).set("Roles", Edit.json("[{'Ref': 'DeployerRole'}]"));
                        }));
    }

    /** Whether it is the one grant that stands in no role, since it is for one that the template doesn't know. */
    static boolean isInvocation(Resource resource) {
        return resource.logicalId().equals(INVOCATION) && resource.type().equals("AWS::IAM::ManagedPolicy");
    }

    private static Stream<String> strangers(Template template) {
        return template.stack().resources().values().stream()
                .filter(resource -> !isInvocation(resource) && !resource.type().equals("AWS::CloudWatch::Alarm"))
                .filter(resource -> Tree.leaves("", resource.properties())
                        .anyMatch(leaf -> leaf.text().equals(FUNCTION)
                                || (leaf.text() + ":").contains(Names.function(FUNCTION) + ":")))
                .map(Resource::logicalId);
    }

    private static boolean isForTheDeployer(Resource policy, Template template) {
        List<Statement> statements = Statement.of(
                        policy.logicalId(), policy.properties().path("PolicyDocument"))
                .toList();
        return isInvocation(policy)
                && Tree.texts(policy.properties().path("Roles"))
                        .equals(List.of(template.stack().parameters().get("DeployerRole")))
                && !policy.properties().has("Users")
                && !policy.properties().has("Groups")
                && statements.size() == 1
                && statements.getFirst().allows()
                && statements.getFirst().actions().equals(List.of("lambda:InvokeFunction"))
                && statements.getFirst().resources().equals(List.of(Names.function(FUNCTION)));
    }
}
