package cn.touzhi.local.aws.s3;

import cn.touzhi.local.aws.AwsRequest;
import cn.touzhi.local.aws.ServiceException;
import cn.touzhi.local.aws.ViaService;
import cn.touzhi.local.iam.Access;
import cn.touzhi.local.iam.Permissions;
import cn.touzhi.local.template.Bucket;
import cn.touzhi.local.template.Names;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.w3c.dom.Element;

/** What each operation has to be granted (Service Authorization Reference, "Amazon S3"). */
final class Accesses {
    private static final List<String> TO_READ = List.of("kms:Decrypt");
    private static final List<String> TO_WRITE = List.of("kms:GenerateDataKey");
    /** Parts are put together again from what is encrypted (S3 guide, "Multipart uploads and KMS"). */
    private static final List<String> TO_WRITE_PARTS = List.of("kms:GenerateDataKey", "kms:Decrypt");

    private final Buckets buckets;
    private final Objects objects;
    private final Permissions permissions;
    private final ViaService keys;
    private final Clock clock;

    Accesses(Buckets buckets, Objects objects, Permissions permissions, ViaService keys, Clock clock) {
        this.buckets = buckets;
        this.objects = objects;
        this.permissions = permissions;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * @throws cn.touzhi.local.iam.RefusedException if the template does not grant it
     * @throws ServiceException if there is nothing to grant
     */
    void demand(String role, AwsRequest request) {
        Operation operation = Operation.of(request);
        operation.demandKnown();
        ObjectName name = ObjectName.of(request);
        buckets.get(name.bucket());
        Map<String, List<String>> context = context(request);
        switch (operation) {
            case PutObject -> write(role, name, request, context, TO_WRITE);
            case CreateMultipartUpload, UploadPart, CompleteMultipartUpload ->
                write(role, name, request, context, TO_WRITE_PARTS);
            case GetObject, HeadObject -> read(role, name, request, context);
            case CopyObject -> {
                ObjectName source = source(request);
                Optional<String> version = sourceVersion(request);
                demand(role, versioned("s3:GetObject", version), source, withTags(context, source, version));
                decrypt(role, source, TO_READ);
                write(role, name, request, context, TO_WRITE);
            }
            case DeleteObject -> demand(role, versioned("s3:DeleteObject", version(request)), name, context);
            case DeleteObjects -> deleteAll(role, name, request, context);
            case GetObjectTagging, PutObjectTagging -> tagging(role, operation, name, request, context);
            case AbortMultipartUpload -> demand(role, "s3:AbortMultipartUpload", name, context);
            case ListParts -> demand(role, "s3:ListMultipartUploadParts", name, context);
            case ListObjectsV2, HeadBucket -> demand(role, "s3:ListBucket", bucket(name), context);
            case ListObjectVersions -> demand(role, "s3:ListBucketVersions", bucket(name), context);
            case ListMultipartUploads -> demand(role, "s3:ListBucketMultipartUploads", bucket(name), context);
            case NotImplemented, MethodNotAllowed -> {}
        }
    }

    private void write(
            String role,
            ObjectName name,
            AwsRequest request,
            Map<String, List<String>> context,
            List<String> keyActions) {
        demand(role, "s3:PutObject", name, context);
        if (request.headers().containsKey("x-amz-tagging")) {
            demand(role, "s3:PutObjectTagging", name, context);
        }
        decrypt(role, name, keyActions);
    }

    /** Whoever may not list the bucket is not told that an object is missing ("GetObject", permissions). */
    private void read(String role, ObjectName name, AwsRequest request, Map<String, List<String>> context) {
        Optional<String> version = version(request);
        demand(role, versioned("s3:GetObject", version), name, withTags(context, name, version));
        if (objects.head(name, version).isEmpty()) {
            demand(role, "s3:ListBucket", bucket(name), context);
        } else if (request.method().equals("GET") || request.headers().containsKey("x-amz-checksum-mode")) {
            decrypt(role, name, TO_READ);
        }
    }

    private void deleteAll(String role, ObjectName bucket, AwsRequest request, Map<String, List<String>> context) {
        for (Element one : Xml.all(Xml.root(request.body()), "Object")) {
            ObjectName name =
                    new ObjectName(bucket.bucket(), Xml.text(one, "Key").orElse(""));
            demand(role, versioned("s3:DeleteObject", Xml.text(one, "VersionId")), name, context);
        }
    }

    private void tagging(
            String role, Operation operation, ObjectName name, AwsRequest request, Map<String, List<String>> context) {
        String verb = operation == Operation.GetObjectTagging ? "s3:GetObject" : "s3:PutObject";
        Optional<String> version = version(request);
        demand(role, versioned(verb, version) + "Tagging", name, withTags(context, name, version));
    }

    private void demand(String role, String action, ObjectName name, Map<String, List<String>> context) {
        permissions.demandOnBucket(role, name.bucket(), new Access(action, name.arn(), context));
    }

    private void decrypt(String role, ObjectName name, List<String> actions) {
        Bucket bucket = buckets.get(name.bucket());
        String bound = bucket.bucketKey() ? Names.bucket(bucket.name()) : name.arn();
        keys.demand(role, bucket.kmsKey(), "s3", Map.of("aws:s3:arn", bound), actions);
    }

    private static ObjectName bucket(ObjectName name) {
        return new ObjectName(name.bucket(), "");
    }

    private static String versioned(String action, Optional<String> version) {
        return action + (version.isPresent() ? "Version" : "");
    }

    static Optional<String> version(AwsRequest request) {
        return Optional.ofNullable(request.query().get("versionId"));
    }

    private static ObjectName source(AwsRequest request) {
        String path = sourceUri(request).getPath();
        return ObjectName.ofPath(path);
    }

    private static Optional<String> sourceVersion(AwsRequest request) {
        return Optional.ofNullable(sourceUri(request).getQuery()).map(query -> query.replaceFirst("^versionId=", ""));
    }

    private static URI sourceUri(AwsRequest request) {
        String source = request.headers().get(Operation.COPY_SOURCE);
        return URI.create(source.startsWith("/") ? source : "/" + source);
    }

    private Map<String, List<String>> withTags(
            Map<String, List<String>> context, ObjectName name, Optional<String> version) {
        Map<String, List<String>> more = new HashMap<>(context);
        objects.tags(name, version)
                .orElse(Map.of())
                .forEach((tag, value) -> more.put("s3:ExistingObjectTag/" + tag, List.of(value)));
        return more;
    }

    private Map<String, List<String>> context(AwsRequest request) {
        Map<String, List<String>> context = new HashMap<>();
        context.put("s3:ResourceAccount", List.of(Names.ACCOUNT));
        context.put("s3:TlsVersion", List.of("1.3"));
        context.put("s3:signatureversion", List.of(SigningKey.ALGORITHM));
        context.put("s3:authType", List.of(authType(request)));
        Optional.ofNullable(request.query().get("X-Amz-Date"))
                .map(SigningKey::instant)
                .map(signed -> Duration.between(signed, clock.instant()).toMillis())
                .ifPresent(age -> context.put("s3:signatureAge", List.of(Long.toString(age))));
        version(request).ifPresent(version -> context.put("s3:VersionId", List.of(version)));
        for (String name : List.of("prefix", "delimiter", "max-keys")) {
            Optional.ofNullable(request.query().get(name))
                    .ifPresent(value -> context.put("s3:" + name, List.of(value)));
        }
        request.headers().forEach((name, value) -> {
            if (name.startsWith("x-amz-")) {
                context.put("s3:" + name, List.of(value));
            }
        });
        requestedTags(request).forEach((tag, value) -> context.put("s3:RequestObjectTag/" + tag, List.of(value)));
        return context;
    }

    private static String authType(AwsRequest request) {
        if (!request.form().isEmpty()) {
            return "POST";
        }
        return PresignedUrl.is(request) ? "REST-QUERY-STRING" : "REST-HEADER";
    }

    private static Map<String, String> requestedTags(AwsRequest request) {
        if (Operation.of(request) == Operation.PutObjectTagging) {
            return Tags.of(new String(request.body(), StandardCharsets.UTF_8));
        }
        return Optional.ofNullable(request.headers().get("x-amz-tagging"))
                .map(Tags::ofHeader)
                .orElse(Map.of());
    }
}
