package cn.touzhi.local.rules;

import static java.util.Map.entry;

import cn.touzhi.local.template.Resource;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the template stores data in against {@code infra/inventory.json}, which the build makes from the stored types. */
final class InventoryRules {
    private static final String TABLE = "AWS::DynamoDB::Table";
    private static final String EVERY_ROOM = "*";
    private static final String EVENTS = "events: ids only, the catalogue tells which";
    private static final String LINES = "ids, words of our own and numbers; the log takes nothing else";
    private static final String KEY = "random bytes of nobody's";

    /** Whatever else remembers something, and why nothing of a person needs to be found, exported or erased in it. */
    private static final Map<String, String> BESIDE_TABLES = Map.ofEntries(
            entry("DomainEvents", EVENTS),
            entry("SendingQueue", EVENTS),
            entry("SendingDeadLetters", EVENTS),
            entry("ErasureQueue", EVENTS),
            entry("ErasureDeadLetters", EVENTS),
            entry("PrivacyHearingQueue", EVENTS),
            entry("PrivacyHearingDeadLetters", EVENTS),
            entry("PrivacyErasureQueue", EVENTS),
            entry("PrivacyErasureDeadLetters", EVENTS),
            entry("JobsHearingQueue", EVENTS),
            entry("ApplicationsHearingQueue", EVENTS),
            entry("ResumesHearingQueue", EVENTS),
            entry("JobsHearingDeadLetters", EVENTS),
            entry("ApplicationsHearingDeadLetters", EVENTS),
            entry("ResumesHearingDeadLetters", EVENTS),
            entry("AttachmentsQueue", "keys of files, which hold opaque ids"),
            entry("AttachmentsDeadLetters", "keys of files, which hold opaque ids"),
            entry("AttachmentsBucket", "files: the items Attachment lead to each, and their eraser takes them first"),
            entry("ResumesCheckedQueue", EVENTS),
            entry("ResumesCheckedDeadLetters", EVENTS),
            entry("AttachmentsFunctionLogs", LINES),
            entry("ResumesCheckedFunctionLogs", LINES),
            entry("JobsErasureQueue", EVENTS),
            entry("ApplicationsErasureQueue", EVENTS),
            entry("ResumesErasureQueue", EVENTS),
            entry("JobsErasureDeadLetters", EVENTS),
            entry("ApplicationsErasureDeadLetters", EVENTS),
            entry("ResumesErasureDeadLetters", EVENTS),
            entry("RelayFailures", "places in a stream, not the records"),
            entry("RegistrationFunctionLogs", LINES),
            entry("IssuerFunctionLogs", LINES),
            entry("KeysFunctionLogs", LINES),
            entry("SendingFunctionLogs", LINES),
            entry("StaffFunctionLogs", LINES),
            entry("ErasureFunctionLogs", LINES),
            entry("PrivacyFunctionLogs", LINES),
            entry("PrivacyHearingFunctionLogs", LINES),
            entry("PrivacyErasureFunctionLogs", LINES),
            entry("ResumesFunctionLogs", LINES),
            entry("JobsFunctionLogs", LINES),
            entry("ApplicationsFunctionLogs", LINES),
            entry("JobsHearingFunctionLogs", LINES),
            entry("ApplicationsHearingFunctionLogs", LINES),
            entry("ApplicationsTimersFunctionLogs", LINES),
            entry("ResumesHearingFunctionLogs", LINES),
            entry("JobsErasureFunctionLogs", LINES),
            entry("ApplicationsErasureFunctionLogs", LINES),
            entry("ResumesErasureFunctionLogs", LINES),
            entry("RelayFunctionLogs", LINES),
            entry("ApiAccessLogs", "routes and figures; LogRules hold its format"),
            entry("Pepper", KEY),
            entry("RegistrationSecret", KEY),
            entry("JobsSecret", KEY),
            entry("ApplicationsSecret", KEY),
            entry("ResumesSecret", KEY));

    /** What can hold no data; every other type counts as a store. */
    private static final Set<String> WITHOUT_DATA = Set.of(
            "AWS::ApiGatewayV2::ApiMapping",
            "AWS::ApiGatewayV2::DomainName",
            "AWS::CloudWatch::Alarm",
            "AWS::CloudWatch::Dashboard",
            "AWS::IAM::ManagedPolicy",
            "AWS::IAM::Role",
            "AWS::KMS::Key",
            "AWS::GuardDuty::MalwareProtectionPlan",
            "AWS::S3::BucketPolicy",
            "AWS::SNS::Subscription",
            "AWS::SNS::TopicPolicy",
            "AWS::SQS::QueuePolicy",
            "AWS::Serverless::Function",
            "AWS::Serverless::HttpApi");

    private InventoryRules() {}

    static List<Rule> all() {
        return List.of(
                Rule.that(
                                "the inventory knows every table",
                                "ASVS v5.0.0-14.1.1; 个人信息保护法 51",
                                template -> different(tables(template), inventoried(template)))
                        .brokenBy("another table", edit -> edit.add("NotificationsTable", """
                                {'Type': 'AWS::DynamoDB::Table',
                                 'Properties': {'AttributeDefinitions': [{'AttributeName': 'pk', 'AttributeType': 'S'}],
                                                'KeySchema': [{'AttributeName': 'pk', 'KeyType': 'HASH'}]}}
                                """)),
                Rule.that(
                                "whatever else remembers something has its reason to be left out of the inventory",
                                "ASVS v5.0.0-14.1.1",
                                template -> different(besideTables(template), BESIDE_TABLES.keySet()))
                        .brokenBy("another queue", edit -> edit.add("Later", "{'Type': 'AWS::SQS::Queue'}"))
                        .brokenBy("a bucket", edit -> edit.add("Attachments", "{'Type': 'AWS::S3::Bucket'}"))
                        .brokenBy(
                                "a kind of store not seen before",
                                edit -> edit.add("Cache", "{'Type': 'AWS::ElastiCache::ServerlessCache'}"))
                        .brokenBy("a log group that is gone", edit -> {
                            edit.properties("RelayFunction").remove("LoggingConfig");
                            edit.at("/Resources/RelayFunctionRole/Properties").remove("Policies");
                            edit.remove("RelayFunctionLogs");
                        }));
    }

    private static Set<String> tables(Template template) {
        return template.all(TABLE).map(Resource::logicalId).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> besideTables(Template template) {
        return template.stack().resources().values().stream()
                .filter(resource -> !WITHOUT_DATA.contains(resource.type())
                        && !resource.type().equals(TABLE))
                .map(Resource::logicalId)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> different(Set<String> inTemplate, Set<String> known) {
        return Stream.concat(
                inTemplate.stream().filter(store -> !known.contains(store)).map(store -> store + " is not known"),
                known.stream().filter(store -> !inTemplate.contains(store)).map(store -> store + " is gone"));
    }

    private static Set<String> inventoried(Template template) {
        try {
            JsonNode items = new ObjectMapper()
                    .readTree(template.folder().resolve("infra/inventory.json").toFile());
            return Tree.elements(items)
                    .map(item -> item.path("table").asText())
                    .filter(table -> !table.equals(EVERY_ROOM))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
