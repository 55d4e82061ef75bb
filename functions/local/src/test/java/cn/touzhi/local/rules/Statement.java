package cn.touzhi.local.rules;

import cn.touzhi.local.template.Names;
import cn.touzhi.local.template.Resource;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;

/**
 * One statement of a policy in IAM's language.
 *
 * @param owner logical id of the role, key, queue policy or topic policy
 */
record Statement(String owner, JsonNode node) {
    /** Of a role's own policies. */
    static Stream<Statement> ofRole(Resource role) {
        return Tree.elements(role.properties().path("Policies"))
                .flatMap(policy -> of(role.logicalId(), policy.path("PolicyDocument")));
    }

    static Stream<Statement> ofRole(String role, Template template) {
        return template.grants().filter(statement -> statement.owner().equals(role));
    }

    /** Of the policies that stand at resources: who may come from outside. */
    static Stream<Statement> ofResources(Template template) {
        return Stream.concat(
                template.all("AWS::KMS::Key")
                        .flatMap(key -> of(key.logicalId(), key.properties().path("KeyPolicy"))),
                template.all("AWS::SQS::QueuePolicy", "AWS::SNS::TopicPolicy")
                        .flatMap(policy ->
                                of(policy.logicalId(), policy.properties().path("PolicyDocument"))));
    }

    static Stream<Statement> ofTrust(Template template) {
        return template.all("AWS::IAM::Role")
                .flatMap(role -> of(role.logicalId(), role.properties().path("AssumeRolePolicyDocument")));
    }

    static Stream<Statement> of(String owner, JsonNode document) {
        return Tree.elements(document.path("Statement")).map(node -> new Statement(owner, node));
    }

    String where() {
        return owner + "." + node.path("Sid").asText("Statement");
    }

    boolean allows() {
        return node.path("Effect").asText().equals("Allow");
    }

    boolean denies() {
        return node.path("Effect").asText().equals("Deny");
    }

    List<String> actions() {
        return Tree.texts(node.path("Action"));
    }

    List<String> resources() {
        return Tree.texts(node.path("Resource"));
    }

    /** Whether it speaks of this resource of the template, or of a part of it. */
    boolean concerns(String logicalId) {
        return resources().stream().map(Names::logicalId).anyMatch(logicalId::equals);
    }

    /** The values that a condition demands; operators that also hold where the key is missing do not count. */
    List<String> demanded(String key) {
        return node.path("Condition").properties().stream()
                .filter(operator -> !operator.getKey().endsWith("IfExists")
                        && !operator.getKey().contains("Not"))
                .flatMap(operator -> operator.getValue().properties().stream())
                .filter(condition -> condition.getKey().equalsIgnoreCase(key))
                .flatMap(condition -> Tree.texts(condition.getValue()).stream())
                .toList();
    }

    /** Whether it refuses whoever comes without TLS, for all that the service can do here. */
    boolean refusesPlainText(String allActions) {
        return denies()
                && node.path("Principal").asText().equals("*")
                && actions().equals(List.of(allActions))
                && demanded("aws:SecureTransport").equals(List.of("false"));
    }
}
