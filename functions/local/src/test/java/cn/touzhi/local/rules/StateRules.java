package cn.touzhi.local.rules;

import cn.touzhi.local.template.Resource;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What becomes of that which holds state when a deployment replaces or deletes it. */
final class StateRules {
    private static final Set<String> IRREPLACEABLE =
            Set.of("AWS::DynamoDB::Table", "AWS::KMS::Key", "AWS::SecretsManager::Secret", "AWS::S3::Bucket");
    private static final Set<String> TRANSIENT = Set.of("AWS::SQS::Queue", "AWS::Logs::LogGroup");

    private StateRules() {}

    static List<Rule> all() {
        return List.of(
                Rule.that(
                                "tables, keys, secrets and buckets outlive the stack",
                                "cfn-lint I3011, W3011",
                                template -> resources(template, IRREPLACEABLE)
                                        .filter(resource -> !policies(resource).equals(List.of("Retain", "Retain")))
                                        .map(Resource::logicalId))
                        .brokenBy("deleting a secret with the stack", edit -> edit.resource("Pepper")
                                .put("DeletionPolicy", "Delete"))
                        .brokenBy("a table that may be replaced", edit -> edit.resource("RegistrationTable")
                                .remove("UpdateReplacePolicy")),
                Rule.that("queues and log groups say what becomes of them", "cfn-lint I3011", template -> resources(
                                        template, TRANSIENT)
                                .filter(resource -> policies(resource).contains(""))
                                .map(Resource::logicalId))
                        .brokenBy("a queue that is silent", edit -> edit.resource("SendingQueue")
                                .remove("UpdateReplacePolicy"))
                        .brokenBy("a log group that is silent", edit -> edit.resource("RelayFunctionLogs")
                                .remove("DeletionPolicy")));
    }

    private static Stream<Resource> resources(Template template, Set<String> types) {
        return template.all(types.toArray(String[]::new));
    }

    private static List<String> policies(Resource resource) {
        return Stream.of("DeletionPolicy", "UpdateReplacePolicy")
                .map(policy -> resource.attributes().path(policy).asText())
                .toList();
    }
}
