package cn.touzhi.local.rules;

import cn.touzhi.local.template.Names;
import cn.touzhi.local.template.Resource;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Keys and secrets: each for one purpose, turned over by AWS, seen by nobody. */
final class KeyRules {
    private static final String KEY = "AWS::KMS::Key";
    private static final String SECRET = "AWS::SecretsManager::Secret";
    static final String LOGS_LET_IN = "the key of a log lets the log service in, for this account's logs";
    private static final String LOG_SERVICE = "logs." + Names.REGION + "." + Names.URL_SUFFIX;
    /** 256 bits of letters and digits. */
    private static final int SECRET_LENGTH = 43;

    private KeyRules() {}

    static List<Rule> all() {
        return List.of(
                // keys that sign or MAC cannot rotate by themselves
                Rule.every(
                                KEY,
                                "every symmetric key rotates",
                                "CKV_AWS_7",
                                key -> !key.properties()
                                                .path("KeySpec")
                                                .asText("SYMMETRIC_DEFAULT")
                                                .equals("SYMMETRIC_DEFAULT")
                                        || key.properties()
                                                .path("EnableKeyRotation")
                                                .asBoolean())
                        .brokenBy("leaving rotation off", edit -> edit.properties("RegistrationKey")
                                .remove("EnableKeyRotation")),
                Rule.that("a key's policy names nobody outside this account", "CKV_AWS_33", template -> template.all(
                                        KEY)
                                .flatMap(key -> Statement.of(
                                        key.logicalId(), key.properties().path("KeyPolicy")))
                                .filter(Statement::allows)
                                .filter(statement -> !staysInAccount(statement))
                                .map(Statement::where))
                        .brokenBy("everybody", edit -> edit.statement("SigningKey", "Account")
                                .set("Principal", Edit.json("{'AWS': '*'}")))
                        .brokenBy("a service that acts for everybody", edit -> edit.statement("StorageKey", "Logs")
                                .remove("Condition"))
                        .whichAlsoBreaks(LOGS_LET_IN)
                        .brokenBy("the logs of every account", edit -> edit.statement("StorageKey", "Logs")
                                .set(
                                        "Condition",
                                        Edit.json("{'ArnLike': {'kms:EncryptionContext:aws:logs:arn':"
                                                + " {'Fn::Sub': 'arn:${AWS::Partition}:logs:${AWS::Region}:*'}}}")))
                        .whichAlsoBreaks(LOGS_LET_IN)
                        .brokenBy("everybody who comes through a store", edit -> edit.at("/Resources/StorageKey")
                                .findParents("kms:CallerAccount")
                                .forEach(condition -> remove(condition, "kms:CallerAccount"))),
                // a log group that can't use its key can't be made, or falls silent
                Rule.that(LOGS_LET_IN, "own; CloudWatch Logs guide, log groups under KMS", template -> template.all(
                                        "AWS::Logs::LogGroup")
                                .filter(group -> group.properties().has("KmsKeyId"))
                                .filter(group -> !admitsLogs(
                                        template,
                                        Names.logicalId(group.properties()
                                                .path("KmsKeyId")
                                                .asText())))
                                .map(Resource::logicalId))
                        .brokenBy("a key for other stores", edit -> edit.statement("StorageKey", "Logs")
                                .put("Effect", "Deny"))
                        .brokenBy("reading alone", edit -> edit.statement("StorageKey", "Logs")
                                .put("Action", "kms:Decrypt"))
                        .brokenBy("a key that knows no logs", edit -> edit.properties("RelayFunctionLogs")
                                .set("KmsKeyId", Edit.json("{'Fn::GetAtt': ['SigningKey', 'Arn']}")))
                        .whichAlsoBreaks("stores, subjects' keys and signing keys lie under different keys"),
                Rule.that(
                                "stores, subjects' keys and signing keys lie under different keys",
                                "NIST SP 800-57 part 1, 5.2",
                                KeyRules::keysOfTwoPurposes)
                        .brokenBy("signing keys under the room's key", edit -> edit.statement(
                                        "RegistrationFunctionRole", "SignTokens")
                                .set("Resource", Edit.json("{'Fn::GetAtt': ['RegistrationKey', 'Arn']}")))
                        .brokenBy("a table under the room's key", edit -> edit.at(
                                        "/Resources/RegistrationTable/Properties/SSESpecification")
                                .set("KMSMasterKeyId", Edit.json("{'Fn::GetAtt': ['RegistrationKey', 'Arn']}"))),
                Rule.every(
                                SECRET,
                                "every secret is made by AWS, with 256 bits at least",
                                "ASVS v5.0.0-13.3.1",
                                secret -> !secret.properties().has("SecretString")
                                        && secret.properties()
                                                        .at("/GenerateSecretString/PasswordLength")
                                                        .asInt(0)
                                                >= SECRET_LENGTH)
                        .brokenBy("a secret in the template", edit -> edit.properties("Pepper")
                                .put("SecretString", "pepper"))
                        .brokenBy("a short one", edit -> edit.at(
                                        "/Resources/RegistrationSecret/Properties/GenerateSecretString")
                                .put("PasswordLength", 16)),
                Rule.every(
                                SECRET,
                                "every secret is encrypted under a key of the template's",
                                "CKV_AWS_149",
                                secret -> secret.properties().has("KmsKeyId"))
                        .brokenBy("leaving the key to AWS", edit -> edit.properties("RegistrationSecret")
                                .remove("KmsKeyId")),
                Rule.that(
                                "no secret is written out, given as a parameter or shown",
                                "CKV_AWS_45, ASVS v5.0.0-13.3.1",
                                KeyRules::shownSecrets)
                        .brokenBy("a secret in a variable", edit -> edit.environment("RegistrationFunction")
                                .put("PEPPER_SECRET", "{{resolve:secretsmanager:pepper}}"))
                        .brokenBy("a secret parameter", edit -> edit.parameter("AndroidAppHash")
                                .put("NoEcho", true))
                        .brokenBy("an output of a secret", edit -> edit.at("/Outputs/ApiUrl")
                                .set("Value", Edit.json("{'Ref': 'Pepper'}"))));
    }

    private static void remove(JsonNode parent, String name) {
        ((ObjectNode) parent).remove(name);
    }

    /** This account's root, or a service or whoever else a condition binds to this account. */
    private static boolean staysInAccount(Statement statement) {
        JsonNode principal = statement.node().path("Principal");
        if (principal.has("Service")) {
            return forOwnLogs(statement)
                    || statement.demanded("aws:SourceAccount").equals(List.of(Names.ACCOUNT));
        }
        return Tree.texts(principal.path("AWS"))
                        .equals(List.of("arn:" + Names.PARTITION + ":iam::" + Names.ACCOUNT + ":root"))
                || statement.demanded("kms:CallerAccount").equals(List.of(Names.ACCOUNT));
    }

    private static boolean forOwnLogs(Statement statement) {
        List<String> logs = statement.demanded("kms:EncryptionContext:aws:logs:arn");
        return !logs.isEmpty() && logs.stream().allMatch(arn -> arn.startsWith(Names.arn("logs", "log-group:")));
    }

    private static boolean admitsLogs(Template template, String key) {
        return template.all(KEY)
                .filter(each -> each.logicalId().equals(key))
                .flatMap(each -> Statement.of(key, each.properties().path("KeyPolicy")))
                .filter(Statement::allows)
                .filter(statement ->
                        statement.node().at("/Principal/Service").asText().equals(LOG_SERVICE))
                .anyMatch(statement -> forOwnLogs(statement)
                        && statement
                                .actions()
                                .containsAll(List.of("kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey")));
    }

    private static Stream<String> keysOfTwoPurposes(Template template) {
        Map<String, Set<String>> purposes = new HashMap<>();
        template.stack().resources().values().stream()
                .filter(resource -> !resource.type().equals("AWS::IAM::Role") && !function(resource))
                .flatMap(resource -> Tree.leaves("", resource.properties()))
                .filter(leaf -> leaf.where().matches("(.*\\.)?Kms(Master)?KeyId|.*KMSMasterKeyId"))
                .forEach(leaf -> purpose(purposes, Names.logicalId(leaf.text()), "stores"));
        template.grants()
                .filter(statement -> statement.actions().stream().anyMatch(action -> action.startsWith("kms:")))
                .forEach(statement -> statement.resources().forEach(key -> {
                    statement
                            .demanded("kms:EncryptionContext:room")
                            .forEach(room -> purpose(purposes, Names.logicalId(key), "subjects of " + room));
                    statement
                            .demanded("kms:EncryptionContext:use")
                            .forEach(use -> purpose(purposes, Names.logicalId(key), use));
                }));
        return purposes.entrySet().stream()
                .filter(key -> key.getValue().size() > 1)
                .map(key -> key.getKey() + ": " + String.join(", ", key.getValue()));
    }

    private static boolean function(Resource resource) {
        return resource.type().equals("AWS::Serverless::Function");
    }

    private static void purpose(Map<String, Set<String>> purposes, String key, String purpose) {
        purposes.computeIfAbsent(key, none -> new TreeSet<>()).add(purpose);
    }

    private static Stream<String> shownSecrets(Template template) {
        Set<String> secrets = new TreeSet<>();
        template.all(SECRET, KEY).forEach(secret -> secrets.add(secret.logicalId()));
        JsonNode source = template.source();
        return Stream.of(
                        Tree.leaves("", source)
                                .filter(leaf -> leaf.text().contains("{{resolve:"))
                                .map(Tree.Leaf::where),
                        source.path("Parameters").properties().stream()
                                .filter(parameter -> parameter.getValue().has("NoEcho"))
                                .map(parameter -> "Parameters." + parameter.getKey()),
                        Tree.leaves("Outputs", source.path("Outputs"))
                                .filter(leaf -> secrets.stream().anyMatch(leaf.text()::contains))
                                .map(Tree.Leaf::where))
                .flatMap(places -> places);
    }
}
