package cn.touzhi.local.rules;

import cn.touzhi.local.template.Names;
import cn.touzhi.local.template.Resource;
import java.util.List;

/** Tables: what lies in them can be restored, is encrypted, and is forgotten in time. */
final class TableRules {
    private static final String TABLE = "AWS::DynamoDB::Table";

    private TableRules() {}

    static List<Rule> all() {
        return List.of(
                Rule.every(
                                TABLE,
                                "every table can be restored to any point in time",
                                "CKV_AWS_28, cfn_nag W78",
                                table -> flag(table, "/PointInTimeRecoverySpecification/PointInTimeRecoveryEnabled"))
                        .brokenBy("switching recovery off", edit -> edit.at(
                                        "/Resources/RegistrationTable/Properties/PointInTimeRecoverySpecification")
                                .put("PointInTimeRecoveryEnabled", false)),
                // a destroyed subject key must not come back with an older backup
                Rule.that(
                                "the keys of subjects can be restored for one day only",
                                "own; erasure by destroying keys",
                                template -> template.all(TABLE)
                                        .filter(table -> table.logicalId().equals("SubjectKeysTable"))
                                        .filter(table -> table.properties()
                                                        .at("/PointInTimeRecoverySpecification/RecoveryPeriodInDays")
                                                        .asInt(35)
                                                != 1)
                                        .map(Resource::logicalId))
                        .brokenBy("leaving AWS's 35 days", edit -> edit.at(
                                        "/Resources/SubjectKeysTable/Properties/PointInTimeRecoverySpecification")
                                .remove("RecoveryPeriodInDays")),
                Rule.every(
                                TABLE,
                                "every table is encrypted under a key of the template's",
                                "CKV_AWS_119, cfn_nag W74",
                                TableRules::underOwnKey)
                        .brokenBy("leaving the key to AWS", edit -> edit.at(
                                        "/Resources/RegistrationTable/Properties/SSESpecification")
                                .remove("KMSMasterKeyId"))
                        .brokenBy("switching encryption under KMS off", edit -> edit.at(
                                        "/Resources/SubjectKeysTable/Properties/SSESpecification")
                                .put("SSEEnabled", false)),
                // against cfn_nag W73, which wants provisioned capacity: load comes in bursts here
                Rule.every(TABLE, "every table is paid by use", "own; cfn_nag W73 refused", table -> table.properties()
                                .path("BillingMode")
                                .asText()
                                .equals("PAY_PER_REQUEST"))
                        .brokenBy("provisioning", edit -> edit.properties("RegistrationTable")
                                .put("BillingMode", "PROVISIONED")),
                // by which attribute, the classes tell: ZipRules
                Rule.every(
                                TABLE,
                                "every table forgets items in time",
                                "own; F19",
                                table -> flag(table, "/TimeToLiveSpecification/Enabled"))
                        .brokenBy("switching it off", edit -> edit.at(
                                        "/Resources/SubjectKeysTable/Properties/TimeToLiveSpecification")
                                .put("Enabled", false)),
                // the relay publishes when the event's id differs between the two
                Rule.every(
                                TABLE,
                                "every stream carries both images",
                                "own; the relay compares them",
                                table -> !table.properties().has("StreamSpecification")
                                        || table.properties()
                                                .at("/StreamSpecification/StreamViewType")
                                                .asText()
                                                .equals("NEW_AND_OLD_IMAGES"))
                        .brokenBy("leaving the old image out", edit -> edit.at(
                                        "/Resources/RegistrationTable/Properties/StreamSpecification")
                                .put("StreamViewType", "NEW_IMAGE")),
                Rule.every(
                                TABLE,
                                "every table is protected from being deleted",
                                "Security Hub DynamoDB.6",
                                table -> flag(table, "/DeletionProtectionEnabled"))
                        .brokenBy("leaving it unprotected", edit -> edit.properties("RegistrationTable")
                                .remove("DeletionProtectionEnabled")));
    }

    private static boolean underOwnKey(Resource table) {
        String key = table.properties().at("/SSESpecification/KMSMasterKeyId").asText();
        return flag(table, "/SSESpecification/SSEEnabled") && key.equals(Names.key(Names.logicalId(key)));
    }

    private static boolean flag(Resource resource, String pointer) {
        return resource.properties().at(pointer).asBoolean();
    }
}
