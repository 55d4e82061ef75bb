package cn.touzhi.local.aws.s3;

import cn.touzhi.local.aws.Answer;
import cn.touzhi.local.aws.AwsRequest;
import cn.touzhi.local.aws.KeyNames;
import cn.touzhi.local.aws.ServiceException;
import cn.touzhi.local.template.Bucket;
import cn.touzhi.local.template.Names;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** How objects are said to be encrypted: always as their bucket is. */
final class Encryption {
    private static final String HEADER = "x-amz-server-side-encryption";
    private static final String KEY_HEADER = "x-amz-server-side-encryption-aws-kms-key-id";

    private final KeyNames keys;

    Encryption(KeyNames keys) {
        this.keys = keys;
    }

    /** @throws ServiceException if the request wants another encryption than its bucket's */
    void check(Bucket bucket, AwsRequest request) {
        Optional<String> key = bucket.kmsKey().flatMap(keys::find);
        Optional<String> wantedKey = Optional.ofNullable(request.headers().get(KEY_HEADER));
        boolean other = wantedKey.isPresent() && !wantedKey.flatMap(keys::find).equals(key);
        Optional<String> wanted = Optional.ofNullable(request.headers().get(HEADER));
        boolean otherKind = wanted.isPresent() && !wanted.get().equals(kind(key));
        if (other || otherKind || request.headers().containsKey(HEADER + "-customer-algorithm")) {
            throw new ServiceException(
                    501, "NotImplemented", "The local cloud encrypts an object as its bucket is, and not otherwise.");
        }
    }

    /** The answer with what it says of an object's encryption. */
    Answer told(Bucket bucket, Answer answer) {
        Optional<String> key = bucket.kmsKey().flatMap(keys::find);
        Map<String, String> headers = new HashMap<>(answer.headers());
        headers.put(HEADER, kind(key));
        key.ifPresent(id -> headers.put(KEY_HEADER, Names.key(id)));
        return new Answer(answer.status(), headers, answer.body(), answer.outcome(), 0, 0);
    }

    private static String kind(Optional<String> key) {
        return key.isPresent() ? "aws:kms" : "AES256";
    }
}
