package cn.touzhi.local.aws.s3;

import cn.touzhi.local.aws.ServiceException;
import cn.touzhi.local.template.Bucket;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The template's buckets by their names. */
final class Buckets {
    private final Map<String, Bucket> byName = new LinkedHashMap<>();

    Buckets(List<Bucket> declared) {
        declared.forEach(bucket -> byName.put(bucket.name(), bucket));
    }

    List<Bucket> all() {
        return List.copyOf(byName.values());
    }

    Optional<Bucket> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** @throws ServiceException {@code NoSuchBucket} */
    Bucket get(String name) {
        return find(name)
                .orElseThrow(() -> new ServiceException(404, "NoSuchBucket", "The specified bucket does not exist"));
    }
}
