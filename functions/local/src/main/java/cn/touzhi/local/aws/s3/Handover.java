package cn.touzhi.local.aws.s3;

import cn.touzhi.local.aws.Answer;
import cn.touzhi.local.aws.AwsRequest;
import cn.touzhi.local.engine.BucketEngine;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Hands a request on to S3Mock, without what says who sent it, and its answer back. */
final class Handover {
    private static final Set<String> CONTENT = Set.of(
            "cache-control",
            "content-disposition",
            "content-encoding",
            "content-language",
            "content-md5",
            "content-type",
            "expires",
            "range");

    /** S3Mock knows no keys and asks for no signature. */
    private static final Set<String> NOT_ON = Set.of("x-amz-date", "x-amz-security-token", "x-amz-bucket-region");

    /** Of the connection, not of the answer; S3Mock's thoughts on browsers are not the bucket's. */
    private static final Set<String> NOT_BACK = Set.of(
            "connection", "content-length", "date", "keep-alive", "transfer-encoding", "vary", "x-amz-object-size");

    private final BucketEngine engine;

    Handover(BucketEngine engine) {
        this.engine = engine;
    }

    Answer send(AwsRequest request, ObjectName name) {
        Map<String, String> query = new HashMap<>();
        request.query().forEach((parameter, value) -> {
            String lower = parameter.toLowerCase(Locale.ROOT);
            if (!lower.isEmpty() && !lower.startsWith("x-amz-") && !lower.equals("x-id")) {
                query.put(parameter, value);
            }
        });
        String path = name.path() + (query.isEmpty() ? "" : "?" + Percent.query(query));
        HttpResponse<byte[]> answer = engine.send(request.method(), path, headers(request), request.body());
        Map<String, String> headers = new HashMap<>();
        answer.headers().map().forEach((header, values) -> {
            if (!header.startsWith(":") && !NOT_BACK.contains(header)) {
                headers.put(header, values.getFirst());
            }
        });
        if (request.method().equals("HEAD")) {
            answer.headers().firstValue("content-length").ifPresent(length -> headers.put("Content-Length", length));
        }
        return new Answer(answer.statusCode(), headers, answer.body(), outcome(answer), 0, 0);
    }

    private static Map<String, String> headers(AwsRequest request) {
        Map<String, String> headers = new HashMap<>();
        request.headers().forEach((header, value) -> {
            boolean encryption = header.startsWith("x-amz-server-side-encryption");
            boolean ofAws = header.startsWith("x-amz-") && !NOT_ON.contains(header) && !encryption;
            if (ofAws || CONTENT.contains(header) || header.startsWith("if-")) {
                headers.put(header, value);
            }
        });
        if (Operation.of(request) == Operation.PutObject || Operation.of(request) == Operation.CreateMultipartUpload) {
            headers.putIfAbsent("content-type", "binary/octet-stream");
        }
        return headers;
    }

    private static String outcome(HttpResponse<byte[]> answer) {
        if (answer.statusCode() < 400) {
            return Answer.OK;
        }
        return answer.body().length == 0
                ? answer.statusCode() == 404 ? "NoSuchKey" : "Status" + answer.statusCode()
                : Xml.text(Xml.root(answer.body()), "Code").orElse("InternalError");
    }
}
