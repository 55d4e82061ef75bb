package cn.touzhi.local.aws.s3;

import cn.touzhi.local.aws.Answer;
import cn.touzhi.local.aws.AwsRequest;
import cn.touzhi.local.aws.ErrorCodes;
import cn.touzhi.local.aws.KeyNames;
import cn.touzhi.local.aws.Service;
import cn.touzhi.local.aws.ServiceException;
import cn.touzhi.local.aws.ViaService;
import cn.touzhi.local.aws.Wire;
import cn.touzhi.local.aws.sqs.Queues;
import cn.touzhi.local.engine.BucketEngine;
import cn.touzhi.local.iam.Permissions;
import cn.touzhi.local.template.Bucket;
import cn.touzhi.local.template.Stack;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** S3 by paths; S3Mock keeps the objects, while permissions, listings, notifications and lifecycles stand here. */
public final class S3Service implements Service {
    private final Buckets buckets;
    private final Accesses accesses;
    private final Handover handover;
    private final Listings listings;
    private final Notifications notifications;
    private final Deletions deletions;
    private final Lifecycles lifecycles;
    private final Encryption encryption;

    public S3Service(
            BucketEngine engine,
            Objects objects,
            Stack stack,
            Queues queues,
            Permissions permissions,
            KeyNames names,
            Clock clock) {
        ViaService keys = new ViaService(permissions, names);
        buckets = new Buckets(stack.buckets());
        accesses = new Accesses(buckets, objects, permissions, keys, clock);
        handover = new Handover(engine);
        listings = new Listings(objects);
        notifications = new Notifications(buckets, objects, queues, permissions, keys, clock);
        deletions = new Deletions(objects, notifications);
        lifecycles = new Lifecycles(buckets, objects, notifications);
        encryption = new Encryption(names);
    }

    @Override
    public String name() {
        return "s3";
    }

    @Override
    public String operation(AwsRequest request) {
        return Operation.of(request).name();
    }

    @Override
    public Wire wire() {
        return Wire.REST_XML;
    }

    @Override
    public ErrorCodes codes() {
        return new ErrorCodes(
                new ServiceException(403, "AccessDenied", ""),
                new ServiceException(503, "SlowDown", "Please reduce your request rate."),
                new ServiceException(500, "InternalError", "We encountered an internal error. Please try again."),
                new ServiceException(
                        409,
                        "OperationAborted",
                        "A conflicting conditional operation is currently in progress against this resource."),
                new ServiceException(
                        501, "NotImplemented", "A header you provided implies functionality that is not implemented."));
    }

    @Override
    public void authorize(String role, AwsRequest request) {
        accesses.demand(role, request);
    }

    /** Deletes what lifecycle rules let go by {@code now}; returns how much that was. */
    public int sweep(Instant now) {
        return lifecycles.sweep(now);
    }

    @Override
    public Answer answer(AwsRequest request) {
        Operation operation = Operation.of(request);
        operation.demandKnown();
        ObjectName name = ObjectName.of(request);
        Bucket bucket = buckets.get(name.bucket());
        encryption.check(bucket, request);
        if (operation.uploads()) {
            Checksums.check(request);
        }
        Answer answer =
                switch (operation) {
                    case ListObjectsV2 -> listings.objects(request, name);
                    case ListObjectVersions -> listings.versions(request, name);
                    case DeleteObject -> deletions.one(request, name);
                    case DeleteObjects -> deletions.many(request, name);
                    case GetObjectTagging -> tags(handover.send(request, name));
                    default -> handover.send(request, name);
                };
        if (!answer.outcome().equals(Answer.OK)) {
            return answer;
        }
        tell(operation, request, name, answer);
        return request.form().isEmpty()
                ? dressed(operation, bucket, answer)
                : ofForm(request, name, encryption.told(bucket, answer));
    }

    private static Answer tags(Answer answer) {
        return answer.outcome().equals(Answer.OK) && answer.body().length == 0
                ? Answer.ok("application/xml", Tags.NONE.getBytes(StandardCharsets.UTF_8))
                : answer;
    }

    private Answer dressed(Operation operation, Bucket bucket, Answer answer) {
        return switch (operation) {
            case PutObject, CopyObject, GetObject, HeadObject, CreateMultipartUpload, CompleteMultipartUpload ->
                encryption.told(bucket, answer);
            default -> answer;
        };
    }

    private void tell(Operation operation, AwsRequest request, ObjectName name, Answer answer) {
        Optional<String> version =
                Optional.ofNullable(answer.headers().get("x-amz-version-id")).or(() -> Accesses.version(request));
        switch (operation) {
            case PutObject ->
                notifications.tell(
                        request.form().isEmpty() ? "ObjectCreated:Put" : "ObjectCreated:Post", name, version);
            case CopyObject -> notifications.tell("ObjectCreated:Copy", name, version);
            case CompleteMultipartUpload -> notifications.tell("ObjectCreated:CompleteMultipartUpload", name, version);
            case PutObjectTagging -> notifications.tell("ObjectTagging:Put", name, version);
            default -> {}
        }
    }

    /** As the form wished: {@code success_action_status} (S3 API, "POST Object"). */
    private static Answer ofForm(AwsRequest request, ObjectName name, Answer answer) {
        Map<String, String> headers = new HashMap<>(answer.headers());
        headers.put("Location", name.path());
        byte[] nothing = {};
        return switch (request.form().getOrDefault("success_action_status", "")) {
            case "200" -> new Answer(200, headers, nothing, Answer.OK, 0, 0);
            case "201" -> {
                headers.put("Content-Type", "application/xml");
                yield new Answer(201, headers, postResponse(name, answer), Answer.OK, 0, 0);
            }
            default -> new Answer(204, headers, nothing, Answer.OK, 0, 0);
        };
    }

    private static byte[] postResponse(ObjectName name, Answer answer) {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<PostResponse>");
        Listings.element(xml, "Location", name.path());
        Listings.element(xml, "Bucket", name.bucket());
        Listings.element(xml, "Key", name.key());
        Listings.element(xml, "ETag", answer.headers().getOrDefault("etag", ""));
        return xml.append("</PostResponse>").toString().getBytes(StandardCharsets.UTF_8);
    }
}
