package cn.touzhi.local.aws.s3;

import cn.touzhi.local.aws.AwsRequest;
import cn.touzhi.local.aws.ServiceException;
import java.util.Base64;
import java.util.Optional;

/** Whether content is what its sender says it is. */
final class Checksums {
    static final String SHA256 = "x-amz-checksum-sha256";

    private Checksums() {}

    /**
     * Compares SHA-256; others are the engine's business, and so is content that comes in signed chunks.
     *
     * @throws ServiceException {@code BadDigest}
     */
    static void check(AwsRequest request) {
        boolean chunked =
                request.headers().getOrDefault("x-amz-content-sha256", "").startsWith("STREAMING-");
        Optional<String> given = Optional.ofNullable(request.headers().get(SHA256));
        if (given.isPresent() && !chunked) {
            String right = Base64.getEncoder().encodeToString(SigningKey.sha256(request.body()));
            if (!given.get().equals(right)) {
                throw new ServiceException(
                        400, "BadDigest", "The SHA256 you specified did not match the calculated checksum.");
            }
        }
    }
}
