package cn.touzhi.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Turns buckets and their policies into their types. */
final class BucketReader {
    /** What the local cloud does, and what needs no doing: storage classes cost nothing here. */
    private static final Set<String> RULE_PARTS = Set.of(
            "Id",
            "Status",
            "Prefix",
            "ExpirationInDays",
            "ExpiredObjectDeleteMarker",
            "NoncurrentVersionExpiration",
            "NoncurrentVersionExpirationInDays",
            "AbortIncompleteMultipartUpload",
            "Transition",
            "Transitions",
            "NoncurrentVersionTransition",
            "NoncurrentVersionTransitions");

    private final Map<String, Resource> resources;

    BucketReader(Map<String, Resource> resources) {
        this.resources = resources;
    }

    Bucket bucket(Resource resource) {
        Properties properties = Properties.of(resource);
        return new Bucket(
                resource.logicalId(),
                Names.bucketName(resource.logicalId()),
                properties
                        .at("VersioningConfiguration")
                        .optionalText("Status")
                        .orElse("")
                        .equals("Enabled"),
                kmsKey(properties),
                bucketKey(properties),
                notifications(properties.at("NotificationConfiguration")),
                lifecycle(properties.at("LifecycleConfiguration")),
                properties.at("CorsConfiguration").elements("CorsRules").stream()
                        .map(node -> cors(new Properties(resource.logicalId() + ".CorsRules", node)))
                        .toList());
    }

    BucketPolicy policy(Resource resource) {
        Properties properties = Properties.of(resource);
        return new BucketPolicy(
                resource.logicalId(),
                properties.text("Bucket"),
                resource.properties().path("PolicyDocument"));
    }

    private static Optional<String> kmsKey(Properties bucket) {
        return bucket.at("BucketEncryption").elements("ServerSideEncryptionConfiguration").stream()
                .map(node -> node.path("ServerSideEncryptionByDefault").path("KMSMasterKeyID"))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .findFirst();
    }

    private static boolean bucketKey(Properties bucket) {
        return bucket.at("BucketEncryption").elements("ServerSideEncryptionConfiguration").stream()
                .anyMatch(node -> node.path("BucketKeyEnabled").asBoolean());
    }

    private List<Bucket.Notification> notifications(Properties configuration) {
        configuration.node().fieldNames().forEachRemaining(kind -> {
            if (!kind.equals("QueueConfigurations")) {
                throw new TemplateException(
                        "%s has %s; the local cloud tells queues only.".formatted(configuration.where(), kind));
            }
        });
        List<Bucket.Notification> notifications = new ArrayList<>();
        for (JsonNode node : configuration.elements("QueueConfigurations")) {
            Properties told = new Properties(configuration.where() + ".QueueConfigurations", node);
            Map<String, String> rules = new HashMap<>();
            told.at("Filter")
                    .at("S3Key")
                    .elements("Rules")
                    .forEach(rule -> rules.put(
                            rule.path("Name").asText().toLowerCase(Locale.ROOT),
                            rule.path("Value").asText()));
            notifications.add(new Bucket.Notification(
                    told.text("Event"),
                    rules.getOrDefault("prefix", ""),
                    rules.getOrDefault("suffix", ""),
                    told.reference("Queue", "AWS::SQS::Queue", resources)));
        }
        return List.copyOf(notifications);
    }

    private static List<Bucket.LifecycleRule> lifecycle(Properties configuration) {
        List<Bucket.LifecycleRule> rules = new ArrayList<>();
        for (JsonNode node : configuration.elements("Rules")) {
            Properties rule = new Properties(configuration.where() + ".Rules", node);
            node.fieldNames().forEachRemaining(part -> {
                if (!RULE_PARTS.contains(part)) {
                    throw new TemplateException(
                            "%s has %s, which the local cloud does not do.".formatted(rule.where(), part));
                }
            });
            if (rule.text("Status").equals("Enabled")) {
                rules.add(rule(rule));
            }
        }
        return List.copyOf(rules);
    }

    private static Bucket.LifecycleRule rule(Properties rule) {
        OptionalInt noncurrent = rule.at("NoncurrentVersionExpiration").optionalNumber("NoncurrentDays");
        return new Bucket.LifecycleRule(
                rule.optionalText("Prefix").orElse(""),
                rule.optionalNumber("ExpirationInDays"),
                noncurrent.isPresent() ? noncurrent : rule.optionalNumber("NoncurrentVersionExpirationInDays"),
                rule.flag("ExpiredObjectDeleteMarker"),
                rule.at("AbortIncompleteMultipartUpload").optionalNumber("DaysAfterInitiation"));
    }

    private static Bucket.CorsRule cors(Properties rule) {
        return new Bucket.CorsRule(
                rule.texts("AllowedOrigins"),
                rule.texts("AllowedMethods"),
                rule.texts("AllowedHeaders"),
                rule.texts("ExposedHeaders"),
                rule.optionalNumber("MaxAge"));
    }
}
