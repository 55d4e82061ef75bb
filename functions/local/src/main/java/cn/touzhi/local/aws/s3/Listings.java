package cn.touzhi.local.aws.s3;

import cn.touzhi.local.aws.Answer;
import cn.touzhi.local.aws.AwsRequest;
import cn.touzhi.local.aws.ServiceException;
import cn.touzhi.local.aws.Wire;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** What is in a bucket. Made here, since S3Mock lists what a delete marker hides and gets pages wrong. */
final class Listings {
    private static final int MOST = 1_000;

    private final Objects objects;

    Listings(Objects objects) {
        this.objects = objects;
    }

    /** {@code ListObjectsV2}. */
    Answer objects(AwsRequest request, ObjectName bucket) {
        Map<String, String> query = request.query();
        Optional<String> token = Optional.ofNullable(query.get("continuation-token"));
        String after = token.map(Listings::decoded).orElse(query.getOrDefault("start-after", ""));
        Page page =
                page(request, bucket, one -> one.visible() && one.name().key().compareTo(after) > 0);
        StringBuilder xml = begin("ListBucketResult", request, bucket, page);
        element(
                xml,
                "KeyCount",
                Integer.toString(page.entries().size() + page.prefixes().size()));
        token.ifPresent(given -> element(xml, "ContinuationToken", given));
        Optional.ofNullable(query.get("start-after")).ifPresent(given -> element(xml, "StartAfter", given));
        if (page.truncated()) {
            element(xml, "NextContinuationToken", encoded(page.last()));
        }
        for (ObjectVersion one : page.entries()) {
            xml.append("<Contents>");
            entry(xml, one);
            xml.append("</Contents>");
        }
        return end(xml, "ListBucketResult", page);
    }

    /** {@code ListObjectVersions}; a page ends between keys, never within the versions of one. */
    Answer versions(AwsRequest request, ObjectName bucket) {
        String after = request.query().getOrDefault("key-marker", "");
        Page page = page(request, bucket, one -> one.name().key().compareTo(after) > 0);
        StringBuilder xml = begin("ListVersionsResult", request, bucket, page);
        element(xml, "KeyMarker", after);
        element(xml, "VersionIdMarker", "");
        if (page.truncated()) {
            element(xml, "NextKeyMarker", page.last());
        }
        for (ObjectVersion one : page.entries()) {
            String name = one.marker() ? "DeleteMarker" : "Version";
            xml.append('<').append(name).append('>');
            element(xml, "VersionId", one.versionId());
            element(xml, "IsLatest", Boolean.toString(one.latest()));
            entry(xml, one);
            xml.append("</").append(name).append('>');
        }
        return end(xml, "ListVersionsResult", page);
    }

    private Page page(AwsRequest request, ObjectName bucket, Predicate<ObjectVersion> wanted) {
        Map<String, String> query = request.query();
        Page page = new Page(
                query.getOrDefault("prefix", ""), query.getOrDefault("delimiter", ""), most(query.get("max-keys")));
        objects.versions(bucket.bucket(), page.prefix()).stream().filter(wanted).forEach(page::add);
        return page;
    }

    private static int most(String given) {
        try {
            return given == null ? MOST : Math.min(MOST, Integer.parseInt(given));
        } catch (NumberFormatException none) {
            throw new ServiceException(400, "InvalidArgument", "Provided max-keys not an integer.");
        }
    }

    private static StringBuilder begin(String root, AwsRequest request, ObjectName bucket, Page page) {
        StringBuilder xml = new StringBuilder(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<" + root + " xmlns=\"" + Xml.NAMESPACE + "\">");
        element(xml, "Name", bucket.bucket());
        element(xml, "Prefix", request.query().getOrDefault("prefix", ""));
        Optional.ofNullable(request.query().get("delimiter")).ifPresent(given -> element(xml, "Delimiter", given));
        element(xml, "MaxKeys", Integer.toString(most(request.query().get("max-keys"))));
        element(xml, "IsTruncated", Boolean.toString(page.truncated()));
        return xml;
    }

    private static void entry(StringBuilder xml, ObjectVersion one) {
        element(xml, "Key", one.name().key());
        element(xml, "LastModified", one.since().toString());
        if (!one.marker()) {
            element(xml, "ETag", one.eTag());
            element(xml, "Size", Long.toString(one.size()));
            element(xml, "StorageClass", "STANDARD");
        }
    }

    private static Answer end(StringBuilder xml, String root, Page page) {
        for (String prefix : page.prefixes()) {
            xml.append("<CommonPrefixes>");
            element(xml, "Prefix", prefix);
            xml.append("</CommonPrefixes>");
        }
        xml.append("</").append(root).append('>');
        return Answer.ok("application/xml", xml.toString().getBytes(StandardCharsets.UTF_8));
    }

    static void element(StringBuilder xml, String name, String text) {
        xml.append('<')
                .append(name)
                .append('>')
                .append(Wire.xml(text))
                .append("</")
                .append(name)
                .append('>');
    }

    private static String encoded(String key) {
        return Base64.getUrlEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw new ServiceException(400, "InvalidArgument", "The continuation token provided is incorrect");
        }
    }
}
