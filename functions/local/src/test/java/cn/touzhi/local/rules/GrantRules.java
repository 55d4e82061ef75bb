package cn.touzhi.local.rules;

import cn.touzhi.local.template.EventSource;
import cn.touzhi.local.template.LambdaFunction;
import cn.touzhi.local.template.Names;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What roles grant on the data itself: each room its own, and nothing that would reach further. */
final class GrantRules {
    private static final String SUBJECT_KEYS = "SubjectKeysTable";
    private static final Set<String> READING_AND_PUTTING_KEYS = Set.of(
            "dynamodb:GetItem",
            "dynamodb:BatchGetItem",
            "dynamodb:Query",
            "dynamodb:PutItem",
            "dynamodb:ConditionCheckItem");
    private static final Set<String> USING_KEYS =
            Set.of("kms:GenerateDataKey", "kms:GenerateDataKeyPairWithoutPlaintext", "kms:Encrypt", "kms:Decrypt");

    private static final Set<String> KEEPING = Set.of("dynamodb:PutItem", "kms:Encrypt");

    private static final Set<String> CONFIRMING = Set.of("kms:GenerateMac", "kms:VerifyMac");

    /** The roles that may decrypt, and what for. */
    private static final Map<String, String> DECRYPTING = Map.of(
            "ApplicationsFunctionRole", "shows both sides where their interview is",
            "RegistrationFunctionRole", "shows people their own addresses, and signs their tokens",
            "ResumesFunctionRole", "shows people their resumes, and employers what was submitted to them",
            "SendingFunctionRole", "has to know the address and the code that it sends",
            "StaffFunctionRole", "has the addresses of an account told what happened to it, and seals why");

    private GrantRules() {}

    static List<Rule> all() {
        return List.of(
                Rule.that(
                                "nobody scans a table or asks in PartiQL",
                                "own; design: every item has a key path from its subject",
                                template -> template.grants()
                                        .filter(statement -> statement.actions().stream()
                                                .anyMatch(action -> action.equals("dynamodb:Scan")
                                                        || action.startsWith("dynamodb:PartiQL")))
                                        .map(Statement::where))
                        .brokenBy(
                                "scanning",
                                edit -> alsoAllow(edit, "RegistrationFunctionRole", "OwnTable", "dynamodb:Scan"))
                        .brokenBy(
                                "asking in PartiQL",
                                edit -> alsoAllow(edit, "SendingFunctionRole", "OwnTable", "dynamodb:PartiQLSelect")),
                Rule.that(
                                "a key is used only for the purpose that the call names",
                                "own; ASVS v5.0.0-13.2.2",
                                template -> grantsOnKeys(template)
                                        .filter(statement -> Stream.of("room", "use")
                                                .allMatch(part -> statement
                                                        .demanded("kms:EncryptionContext:" + part)
                                                        .isEmpty()))
                                        .map(Statement::where))
                        .brokenBy("any purpose", edit -> edit.statement("SendingFunctionRole", "UnwrapKeys")
                                .remove("Condition"))
                        .brokenBy("any purpose where none is named", edit -> edit.statement(
                                        "RegistrationFunctionRole", "SignTokens")
                                .set(
                                        "Condition",
                                        Edit.json("{'StringEqualsIfExists':"
                                                + " {'kms:EncryptionContext:use': 'access-tokens'}}"))),
                Rule.that(
                                "only functions that handle sensitive fields may decrypt",
                                "own; ASVS v5.0.0-13.2.2",
                                template -> grantsOnKeys(template)
                                        .filter(statement -> statement.actions().contains("kms:Decrypt"))
                                        .filter(statement -> !DECRYPTING.containsKey(statement.owner()))
                                        .map(Statement::where))
                        .brokenBy(
                                "the issuer, which only publishes",
                                edit -> alsoAllow(edit, "IssuerFunctionRole", "FirstKey", "kms:Decrypt")),
                Rule.that(
                                "what the law keeps is put and sealed, and read by no function",
                                "own; privacy policy, 5.1.1",
                                template -> template.grants()
                                        .filter(Statement::allows)
                                        .filter(statement ->
                                                statement.concerns("HeldTable") || statement.concerns("HeldKey"))
                                        .filter(statement -> !KEEPING.containsAll(statement.actions()))
                                        .map(Statement::where))
                        .brokenBy(
                                "looking into it",
                                edit -> alsoAllow(edit, "ApplicationsErasureFunctionRole", "Held", "dynamodb:GetItem")),
                Rule.that(
                                "each room reaches only its own subjects' keys",
                                "own; ASVS v5.0.0-8.4.1",
                                template -> template.functions()
                                        .flatMap(function -> Statement.ofRole(function.role(), template)
                                                .filter(Statement::allows)
                                                .filter(statement -> statement.concerns(SUBJECT_KEYS))
                                                .filter(statement -> !staysIn(room(function), statement))
                                                .map(Statement::where)))
                        .brokenBy("every room's", edit -> edit.statement("RegistrationFunctionRole", "OwnSubjectKeys")
                                .remove("Condition"))
                        .brokenBy("another room's", edit -> edit.statement("SendingFunctionRole", "KeysOfTheDay")
                                .set(
                                        "Condition",
                                        Edit.json("{'ForAllValues:StringLike':"
                                                + " {'dynamodb:LeadingKeys': ['registration#DAY#*', 'resumes#*']}}"))),
                Rule.that(
                                "keys of past days are destroyed by the keys function, those of subjects by a tombstone and where they are erased",
                                "own; ASVS v5.0.0-13.2.2",
                                template -> template.grants()
                                        .filter(statement -> statement.concerns(SUBJECT_KEYS))
                                        .filter(statement -> !READING_AND_PUTTING_KEYS.containsAll(statement.actions()))
                                        .filter(statement -> !destroysAsItMay(statement))
                                        .map(Statement::where))
                        .brokenBy(
                                "deleting one where people sign in",
                                edit -> alsoAllow(
                                        edit, "RegistrationFunctionRole", "OwnSubjectKeys", "dynamodb:DeleteItem"))
                        .brokenBy(
                                "leaving no tombstone", edit -> edit.statement("ErasureFunctionRole", "KeysOfSubjects")
                                        .put("Action", "dynamodb:DeleteItem"))
                        .brokenBy("deleting whichever", edit -> edit.statement("KeysFunctionRole", "KeysOfPastDays")
                                .set(
                                        "Condition",
                                        Edit.json("{'ForAllValues:StringLike':"
                                                + " {'dynamodb:LeadingKeys': ['registration#*']}}"))),
                Rule.that(
                                "nobody may administer a key that wraps others",
                                "own; ASVS v5.0.0-13.2.2",
                                template -> grantsOnKeys(template)
                                        .filter(statement -> !USING_KEYS.containsAll(statement.actions()))
                                        .map(Statement::where))
                        .brokenBy(
                                "deleting the key that wraps them",
                                edit -> alsoAllow(
                                        edit, "RegistrationFunctionRole", "WrapKeys", "kms:ScheduleKeyDeletion")),
                Rule.that(
                                "what a room confirms to another, it alone can confirm, and the other only checks",
                                "own; design: whoever holds one room's secrets can forge nothing of another's",
                                GrantRules::confirmingThemselves)
                        .brokenBy(
                                "checking what one makes",
                                edit -> alsoAllow(edit, "ResumesFunctionRole", "Receipts", "kms:VerifyMac"))
                        .brokenBy(
                                "making what one checks",
                                edit -> alsoAllow(edit, "ResumesFunctionRole", "Grants", "kms:GenerateMac")),
                // these calls are Lambda's, made in the function's name: no test of the code sees one missing
                Rule.that(
                                "every function may be fed from its sources and traced",
                                "own; Lambda guide, permissions of event source mappings",
                                template -> template.functions().flatMap(function -> needed(function)
                                        .filter(need -> !granted(template, function, need))
                                        .map(need -> function.logicalId() + " lacks " + need)))
                        .brokenBy("not receiving", edit -> edit.statement("SendingFunctionRole", "OwnQueue")
                                .set("Action", Edit.json("['sqs:DeleteMessage', 'sqs:GetQueueAttributes']")))
                        .brokenBy("not reading the stream", edit -> edit.statement("RelayFunctionRole", "Streams")
                                .put("Action", "dynamodb:DescribeStream"))
                        .brokenBy("not reporting what failed", edit -> edit.statement("RelayFunctionRole", "Failures")
                                .put("Action", "sqs:GetQueueUrl"))
                        .brokenBy("no traces", edit -> edit.statement("IssuerFunctionRole", "Traces")
                                .put("Action", "xray:PutTraceSegments")));
    }

    private static boolean destroysAsItMay(Statement statement) {
        List<String> keys = statement.demanded("dynamodb:LeadingKeys");
        return !keys.isEmpty()
                && wayOf(statement.owner())
                        .filter(way -> statement.actions().equals(List.of(way.action()))
                                && keys.stream().allMatch(key -> key.endsWith(way.keys())))
                        .isPresent();
    }

    private static Optional<Way> wayOf(String role) {
        if (role.equals("KeysFunctionRole")) {
            return Optional.of(new Way("dynamodb:DeleteItem", "#DAY#*"));
        }
        // each room has an eraser of its own
        return Optional.of(new Way("dynamodb:UpdateItem", "#SUBJECT#*"))
                .filter(way -> role.endsWith("ErasureFunctionRole"));
    }

    /** How a function may destroy keys, and which. */
    private record Way(String action, String keys) {}

    private record Need(String action, String resource) {
        @Override
        public String toString() {
            return action + " on " + resource;
        }
    }

    private static void alsoAllow(Edit edit, String role, String sid, String action) {
        List<String> actions = Stream.concat(
                        Tree.texts(edit.statement(role, sid).path("Action")).stream(), Stream.of(action))
                .map(name -> "'" + name + "'")
                .toList();
        edit.statement(role, sid).set("Action", Edit.json(actions.toString()));
    }

    /** On keys that encrypt and wrap. */
    private static Stream<Statement> grantsOnKeys(Template template) {
        return anyOnKeys(template).filter(statement -> !CONFIRMING.containsAll(statement.actions()));
    }

    private static Stream<Statement> anyOnKeys(Template template) {
        return template.grants().filter(Statement::allows).filter(statement -> statement.actions().stream()
                .anyMatch(action -> action.startsWith("kms:")));
    }

    /** Those of each key by which rooms confirm what they say: who confirms, and who reads, is another. */
    private static Stream<String> confirmingThemselves(Template template) {
        Map<String, Set<String>> makers = new TreeMap<>();
        Map<String, Set<String>> owners = new TreeMap<>();
        anyOnKeys(template)
                .filter(statement -> CONFIRMING.containsAll(statement.actions()))
                .forEach(statement -> {
                    String key = statement.node().path("Resource").toString();
                    String which = key + " by " + statement.owner();
                    owners.computeIfAbsent(which, _ -> new TreeSet<>()).addAll(statement.actions());
                    if (statement.actions().contains("kms:GenerateMac")) {
                        makers.computeIfAbsent(key, _ -> new TreeSet<>()).add(statement.owner());
                    }
                });
        return Stream.concat(
                owners.entrySet().stream()
                        .filter(one -> one.getValue().size() > 1)
                        .map(Map.Entry::getKey),
                makers.entrySet().stream()
                        .filter(one -> one.getValue().size() > 1)
                        .map(one -> one.getKey() + " has several makers"));
    }

    /** A function's room is the package below the platform's own. */
    private static String room(LambdaFunction function) {
        return function.handler().split("\\.", -1)[2];
    }

    private static boolean staysIn(String room, Statement statement) {
        List<String> prefixes = statement.demanded("dynamodb:LeadingKeys");
        return !prefixes.isEmpty() && prefixes.stream().allMatch(prefix -> prefix.startsWith(room + "#"));
    }

    private static Stream<Need> needed(LambdaFunction function) {
        Stream<Need> traces =
                Stream.of("xray:PutTraceSegments", "xray:PutTelemetryRecords").map(action -> new Need(action, "*"));
        Stream<Need> sources = function.events().stream().flatMap(source -> switch (source) {
            case EventSource.FromQueue queue ->
                Stream.of("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes")
                        .map(action -> new Need(action, Names.queue(queue.queue())));
            case EventSource.FromStream stream -> ofStream(stream);
            default -> Stream.of();
        });
        return Stream.concat(traces, sources);
    }

    private static Stream<Need> ofStream(EventSource.FromStream stream) {
        Stream<Need> reading = Stream.of("dynamodb:DescribeStream", "dynamodb:GetShardIterator", "dynamodb:GetRecords")
                .map(action -> new Need(action, Names.stream(stream.table())));
        Stream<Need> finding = Stream.of(new Need("dynamodb:ListStreams", Names.table(stream.table()) + "/stream/*"));
        Stream<Need> failing =
                stream.onFailureQueue().stream().map(queue -> new Need("sqs:SendMessage", Names.queue(queue)));
        return Stream.of(reading, finding, failing).flatMap(needs -> needs);
    }

    private static boolean granted(Template template, LambdaFunction function, Need need) {
        return Statement.ofRole(function.role(), template)
                .filter(Statement::allows)
                .anyMatch(statement -> statement.actions().contains(need.action())
                        && statement.resources().contains(need.resource()));
    }
}
