package cn.touzhi.local.aws.s3;

import cn.touzhi.local.aws.ViaService;
import cn.touzhi.local.aws.sqs.Queues;
import cn.touzhi.local.iam.Access;
import cn.touzhi.local.iam.Permissions;
import cn.touzhi.local.template.Bucket;
import cn.touzhi.local.template.Names;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tells queues what happened to objects (S3 guide, "Event message structure"). AWS does so some time later, now and then
 * twice; at once makes tests certain.
 */
final class Notifications {
    private static final String S3 = "s3.amazonaws.com";

    private final Buckets buckets;
    private final Objects objects;
    private final Queues queues;
    private final Permissions permissions;
    private final ViaService keys;
    private final Clock clock;
    private final AtomicLong sequence;

    Notifications(
            Buckets buckets, Objects objects, Queues queues, Permissions permissions, ViaService keys, Clock clock) {
        this.buckets = buckets;
        this.objects = objects;
        this.queues = queues;
        this.permissions = permissions;
        this.keys = keys;
        this.clock = clock;
        // later than all before it, also when the local cloud is started again
        this.sequence = new AtomicLong(clock.millis() << 16);
    }

    /**
     * @param event without {@code s3:}, such as {@code ObjectCreated:Put}
     * @param versionId empty where the bucket keeps no versions
     */
    void tell(String event, ObjectName name, Optional<String> versionId) {
        Bucket bucket = buckets.get(name.bucket());
        for (Bucket.Notification notification : bucket.notifications()) {
            if (wants(notification, event, name) && mayDeliver(bucket, notification.queue())) {
                ObjectNode message = JsonNodeFactory.instance.objectNode();
                message.putArray("Records").add(record(event, notification, name, versionId));
                queues.send(notification.queue(), message.toString(), JsonNodeFactory.instance.objectNode());
            }
        }
    }

    private static boolean wants(Bucket.Notification notification, String event, ObjectName name) {
        String wanted = notification.event();
        boolean kind = wanted.endsWith("*")
                ? ("s3:" + event).startsWith(wanted.substring(0, wanted.length() - 1))
                : wanted.equals("s3:" + event);
        return kind
                && name.key().startsWith(notification.prefix())
                && name.key().endsWith(notification.suffix());
    }

    /** AWS refuses to deploy a bucket that may not; here it is recorded among the refused calls. */
    private boolean mayDeliver(Bucket bucket, String queue) {
        Access send = new Access(
                "sqs:SendMessage", Names.queue(queue), Map.of("aws:SourceArn", List.of(Names.bucket(bucket.name()))));
        return permissions.allowsOnQueue(S3, queue, send)
                && keys.allows(S3, queues.kmsKey(queue), "sqs", List.of("kms:GenerateDataKey", "kms:Decrypt"));
    }

    private ObjectNode record(
            String event, Bucket.Notification notification, ObjectName name, Optional<String> versionId) {
        ObjectNode record = JsonNodeFactory.instance
                .objectNode()
                .put("eventVersion", event.startsWith("ObjectTagging") ? "2.3" : "2.1")
                .put("eventSource", "aws:s3")
                .put("awsRegion", Names.REGION)
                .put("eventTime", clock.instant().toString())
                .put("eventName", event);
        record.putObject("userIdentity").put("principalId", "AWS:" + Names.ACCOUNT);
        record.putObject("requestParameters").put("sourceIPAddress", "127.0.0.1");
        record.putObject("responseElements")
                .put("x-amz-request-id", UUID.randomUUID().toString())
                .put("x-amz-id-2", "local");
        ObjectNode s3 =
                record.putObject("s3").put("s3SchemaVersion", "1.0").put("configurationId", notification.event());
        ObjectNode bucket = s3.putObject("bucket").put("name", name.bucket());
        bucket.putObject("ownerIdentity").put("principalId", Names.ACCOUNT);
        bucket.put("arn", Names.bucket(name.bucket()));
        ObjectNode object = s3.putObject("object").put("key", URLEncoder.encode(name.key(), StandardCharsets.UTF_8));
        if (!event.startsWith("ObjectRemoved") && !event.startsWith("LifecycleExpiration")) {
            objects.head(name, versionId).ifPresent(head -> describe(object, event, head));
        }
        versionId.ifPresent(id -> object.put("versionId", id));
        object.put("sequencer", String.format(Locale.ROOT, "%018X", sequence.incrementAndGet()));
        return record;
    }

    private static void describe(ObjectNode object, String event, HttpResponse<byte[]> head) {
        if (event.startsWith("ObjectCreated")) {
            head.headers().firstValueAsLong("content-length").ifPresent(size -> object.put("size", size));
        }
        head.headers().firstValue("etag").ifPresent(tag -> object.put("eTag", tag.replace("\"", "")));
    }
}
