package cn.touzhi.local.aws.s3;

import cn.touzhi.local.aws.AwsRequest;
import cn.touzhi.local.aws.ServiceException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a request asks for: S3 tells its operations by method, path and one word in the query. */
enum Operation {
    PutObject,
    GetObject,
    HeadObject,
    CopyObject,
    DeleteObject,
    GetObjectTagging,
    PutObjectTagging,
    CreateMultipartUpload,
    UploadPart,
    CompleteMultipartUpload,
    AbortMultipartUpload,
    ListParts,
    HeadBucket,
    DeleteObjects,
    ListObjectsV2,
    ListObjectVersions,
    ListMultipartUploads,
    /** Of S3, but not of the local cloud. */
    NotImplemented,
    /** There is no such method here. */
    MethodNotAllowed;

    static final String COPY_SOURCE = "x-amz-copy-source";

    /** What says nothing about the operation. */
    private static final Set<String> PARAMETERS = Set.of(
            "",
            "versionid",
            "partnumber",
            "x-id",
            "prefix",
            "delimiter",
            "max-keys",
            "start-after",
            "continuation-token",
            "fetch-owner",
            "encoding-type",
            "key-marker",
            "version-id-marker",
            "upload-id-marker",
            "max-uploads",
            "max-parts",
            "part-number-marker");

    static Operation of(AwsRequest request) {
        String path = request.path().replaceFirst("^/", "");
        int slash = path.indexOf('/');
        String word = request.query().keySet().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .filter(Operation::tellsOperation)
                .findFirst()
                .orElse("");
        Optional<Operation> operation = slash < 0 || slash == path.length() - 1
                ? ofBucket(request.method() + " " + word)
                : ofObject(request.method() + " " + word, request.headers().containsKey(COPY_SOURCE));
        return operation.orElse(word.isEmpty() && !request.method().equals("GET") ? MethodNotAllowed : NotImplemented);
    }

    private static boolean tellsOperation(String parameter) {
        return !PARAMETERS.contains(parameter) && !parameter.startsWith("x-amz-") && !parameter.startsWith("response-");
    }

    private static Optional<Operation> ofObject(String what, boolean copy) {
        return switch (what) {
            case "PUT " -> Optional.of(copy ? CopyObject : PutObject);
            case "GET " -> Optional.of(GetObject);
            case "HEAD " -> Optional.of(HeadObject);
            case "DELETE " -> Optional.of(DeleteObject);
            case "GET tagging" -> Optional.of(GetObjectTagging);
            case "PUT tagging" -> Optional.of(PutObjectTagging);
            case "POST uploads" -> Optional.of(CreateMultipartUpload);
            case "PUT uploadid" -> Optional.of(UploadPart).filter(any -> !copy);
            case "POST uploadid" -> Optional.of(CompleteMultipartUpload);
            case "DELETE uploadid" -> Optional.of(AbortMultipartUpload);
            case "GET uploadid" -> Optional.of(ListParts);
            default -> Optional.empty();
        };
    }

    private static Optional<Operation> ofBucket(String what) {
        return switch (what) {
            case "HEAD " -> Optional.of(HeadBucket);
            case "POST delete" -> Optional.of(DeleteObjects);
            case "GET list-type" -> Optional.of(ListObjectsV2);
            case "GET versions" -> Optional.of(ListObjectVersions);
            case "GET uploads" -> Optional.of(ListMultipartUploads);
            default -> Optional.empty();
        };
    }

    /** @throws ServiceException if the local cloud can't do this */
    void demandKnown() {
        if (this == MethodNotAllowed) {
            throw new ServiceException(405, name(), "The specified method is not allowed against this resource.");
        }
        if (this == NotImplemented) {
            throw new ServiceException(
                    501, name(), "A header or query you provided implies functionality that is not implemented.");
        }
    }

    /** Whether it brings an object's content. */
    boolean uploads() {
        return this == PutObject || this == UploadPart;
    }
}
