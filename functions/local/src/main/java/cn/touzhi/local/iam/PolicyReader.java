package cn.touzhi.local.iam;

import cn.touzhi.local.template.TemplateException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * Reads policies in IAM's language. What the local cloud cannot judge is refused at the start: a condition silently
 * skipped would let through what AWS refuses.
 */
final class PolicyReader {
    private static final Set<String> PARTS =
            Set.of("Sid", "Effect", "Action", "Resource", "NotResource", "Condition", "Principal");

    private static final Set<String> KEYS = Set.of(
            "aws:PrincipalAccount",
            "aws:PrincipalArn",
            "aws:SecureTransport",
            "aws:SourceAccount",
            "aws:SourceArn",
            "dynamodb:Attributes",
            "dynamodb:LeadingKeys",
            "dynamodb:ReturnConsumedCapacity",
            "dynamodb:ReturnValues",
            "dynamodb:Select",
            "kms:CallerAccount",
            "kms:DataKeyPairSpec",
            "kms:EncryptionAlgorithm",
            "kms:EncryptionContextKeys",
            "kms:GrantIsForAWSResource",
            "kms:KeySpec",
            "kms:MacAlgorithm",
            "kms:RequestAlias",
            "kms:ViaService",
            "s3:ResourceAccount",
            "s3:TlsVersion",
            "s3:VersionId",
            "s3:authType",
            "s3:delimiter",
            "s3:max-keys",
            "s3:prefix",
            "s3:signatureAge",
            "s3:signatureversion",
            "secretsmanager:SecretId",
            "secretsmanager:VersionStage",
            "ses:FromAddress",
            "ses:FromDisplayName",
            "ses:Recipients");

    /** Behind these stands a name of the template's own. */
    private static final Set<String> KEY_PREFIXES =
            Set.of("kms:EncryptionContext:", "s3:ExistingObjectTag/", "s3:RequestObjectTag/", "s3:x-amz-");

    private PolicyReader() {}

    static List<Statement> read(String owner, String where, JsonNode document) {
        List<Statement> statements = new ArrayList<>();
        JsonNode declared = document.path("Statement");
        for (JsonNode node : declared.isArray() ? elements(declared) : List.of(declared)) {
            statements.add(statement(owner, where, node));
        }
        return statements;
    }

    private static Statement statement(String owner, String where, JsonNode node) {
        String sid = node.path("Sid").asText("");
        String here = where + (sid.isEmpty() ? "" : ", statement " + sid);
        node.fieldNames().forEachRemaining(part -> {
            if (!PARTS.contains(part)) {
                throw new TemplateException("%s has %s, which the local cloud cannot judge.".formatted(here, part));
            }
        });
        String effect = node.path("Effect").asText();
        if (!effect.equals("Allow") && !effect.equals("Deny")) {
            throw new TemplateException("%s has no Effect.".formatted(here));
        }
        if (!node.has("Action")) {
            throw new TemplateException("%s has no Action.".formatted(here));
        }
        return new Statement(
                owner,
                sid,
                effect.equals("Allow"),
                principals(node.path("Principal")),
                texts(node.path("Action")),
                texts(node.path("Resource")),
                texts(node.path("NotResource")),
                conditions(here, node.path("Condition")));
    }

    private static List<Condition> conditions(String where, JsonNode node) {
        List<Condition> conditions = new ArrayList<>();
        node.properties().forEach(byOperator -> byOperator
                .getValue()
                .properties()
                .forEach(line ->
                        conditions.add(condition(where, byOperator.getKey(), line.getKey(), texts(line.getValue())))));
        return conditions;
    }

    private static Condition condition(String where, String written, String key, List<String> values) {
        Condition.Quantifier quantifier = written.startsWith("ForAllValues:")
                ? Condition.Quantifier.ALL
                : written.startsWith("ForAnyValue:") ? Condition.Quantifier.ANY : Condition.Quantifier.ONE;
        String bare = written.substring(written.indexOf(':') + 1);
        boolean ifExists = bare.endsWith("IfExists");
        String operator = ifExists ? bare.substring(0, bare.length() - "IfExists".length()) : bare;
        if (!Condition.knows(operator)) {
            throw new TemplateException(
                    "%s has the condition operator %s, which the local cloud cannot judge.".formatted(where, written));
        }
        String known = KEYS.stream()
                .filter(key::equalsIgnoreCase)
                .findFirst()
                .or(() -> KEY_PREFIXES.stream()
                        .filter(key::startsWith)
                        .findFirst()
                        .map(prefix -> key))
                .orElseThrow(() -> new TemplateException(
                        "%s has the condition key %s, which the local cloud cannot judge.".formatted(where, key)));
        return new Condition(quantifier, operator, ifExists, known, values);
    }

    private static List<String> principals(JsonNode node) {
        if (node.isTextual()) {
            return List.of(node.asText());
        }
        List<String> principals = new ArrayList<>();
        node.properties().forEach(entry -> texts(entry.getValue())
                .forEach(text -> principals.add(entry.getKey().equals("AWS") ? text : entry.getKey() + ":" + text)));
        return principals;
    }

    private static List<String> texts(JsonNode node) {
        if (node.isMissingNode()) {
            return List.of();
        }
        return node.isArray() ? elements(node).stream().map(JsonNode::asText).toList() : List.of(node.asText());
    }

    private static List<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
