package cn.touzhi.local.template;

import java.util.Locale;

/**
 * What things are called locally: everything by its logical id, in one made-up account of the China partition.
 *
 * <p>The China partition is the one the platform is meant for; a template that writes {@code arn:aws:} by hand is so
 * found out at once.
 */
public final class Names {
    public static final String ACCOUNT = "123456789012";
    public static final String REGION = "cn-north-1";
    public static final String PARTITION = "aws-cn";
    public static final String URL_SUFFIX = "amazonaws.com.cn";
    public static final String STACK = "touzhi";

    /** AWS puts six random characters behind a secret's name in its ARN; locally they are always these. */
    private static final String SECRET_SUFFIX = "-000000";

    private Names() {}

    public static String table(String logicalId) {
        return arn("dynamodb", "table/" + logicalId);
    }

    public static String stream(String table) {
        return table(table) + "/stream/2026-01-01T00:00:00.000";
    }

    public static String queue(String logicalId) {
        return arn("sqs", logicalId);
    }

    public static String queueUrl(String logicalId) {
        return "https://sqs." + REGION + "." + URL_SUFFIX + "/" + ACCOUNT + "/" + logicalId;
    }

    public static String topic(String logicalId) {
        return arn("sns", logicalId);
    }

    /** S3 takes no capitals. */
    public static String bucketName(String logicalId) {
        return logicalId.toLowerCase(Locale.ROOT);
    }

    /** Buckets have names that are unique beyond account and region, so neither stands in their ARN. */
    public static String bucket(String name) {
        return "arn:" + PARTITION + ":s3:::" + name;
    }

    public static String key(String logicalId) {
        return arn("kms", "key/" + logicalId);
    }

    public static String alias(String aliasName) {
        return arn("kms", aliasName);
    }

    public static String secret(String logicalId) {
        return arn("secretsmanager", "secret:" + logicalId + SECRET_SUFFIX);
    }

    public static String role(String logicalId) {
        return "arn:" + PARTITION + ":iam::" + ACCOUNT + ":role/" + logicalId;
    }

    public static String function(String logicalId) {
        return arn("lambda", "function:" + logicalId);
    }

    public static String logGroup(String logicalId) {
        return arn("logs", "log-group:" + logicalId + ":*");
    }

    public static String alarm(String logicalId) {
        return arn("cloudwatch", "alarm:" + logicalId);
    }

    /** SES knows identities by their own name, an address or a domain. */
    public static String emailIdentity(String identity) {
        return arn("ses", "identity/" + identity);
    }

    /** The address of an HTTP API; locally only the gateway knows it. */
    public static String apiEndpoint(String logicalId) {
        return "https://" + logicalId + ".execute-api." + REGION + "." + URL_SUFFIX;
    }

    /** An ARN in the local account and region. */
    public static String arn(String service, String resource) {
        return "arn:" + PARTITION + ":" + service + ":" + REGION + ":" + ACCOUNT + ":" + resource;
    }

    /** The logical id inside an ARN, a queue URL or a stream's ARN of this account: what names the resource. */
    public static String logicalId(String arnOrUrl) {
        String[] stream = arnOrUrl.split("/stream/", 2);
        String resource = stream[0].startsWith("arn:") ? stream[0].split(":", 6)[5] : stream[0];
        String last = resource.substring(Math.max(resource.lastIndexOf('/'), resource.lastIndexOf(':')) + 1);
        return last.endsWith(SECRET_SUFFIX) ? last.substring(0, last.length() - SECRET_SUFFIX.length()) : last;
    }
}
