package cn.touzhi.local.aws.s3;

import cn.touzhi.local.aws.AwsRequest;
import cn.touzhi.local.aws.ServiceException;
import cn.touzhi.local.template.Names;
import java.util.Arrays;

/**
 * A bucket, or an object in it.
 *
 * @param key empty for the bucket itself
 */
record ObjectName(String bucket, String key) {
    /** Path-style: {@code /bucket/key}. */
    static ObjectName of(AwsRequest request) {
        return ofPath(request.path());
    }

    /**
     * @param path decoded
     * @throws ServiceException if the engine would take the key for another
     */
    static ObjectName ofPath(String path) {
        String[] parts = path.replaceFirst("^/", "").split("/", 2);
        String key = parts.length == 2 ? parts[1] : "";
        if (Arrays.asList(key.split("/")).contains(".")
                || Arrays.asList(key.split("/")).contains("..")) {
            throw new ServiceException(400, "InvalidURI", "Couldn't parse the specified URI.");
        }
        return new ObjectName(parts[0], key);
    }

    boolean isBucket() {
        return key.isEmpty();
    }

    /** As it stands in a URL. */
    String path() {
        return "/" + bucket + (isBucket() ? "" : "/" + Percent.path(key));
    }

    String arn() {
        return Names.bucket(bucket) + (isBucket() ? "" : "/" + key);
    }
}
