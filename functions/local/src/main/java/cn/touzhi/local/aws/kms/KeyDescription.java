package cn.touzhi.local.aws.kms;

import cn.touzhi.local.template.Names;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;

/** What DescribeKey tells. */
final class KeyDescription {
    private KeyDescription() {}

    static ObjectNode of(KmsKey key, Clock clock) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ObjectNode metadata = answer.putObject("KeyMetadata")
                .put("AWSAccountId", Names.ACCOUNT)
                .put("KeyId", key.id())
                .put("Arn", key.arn())
                .put("CreationDate", clock.instant().getEpochSecond())
                .put("Enabled", key.state() == KeyState.Enabled)
                .put("Description", "")
                .put("KeyUsage", key.declared().usage())
                .put("KeyState", key.state().name())
                .put("Origin", "AWS_KMS")
                .put("KeyManager", "CUSTOMER")
                .put("CustomerMasterKeySpec", key.declared().spec())
                .put("KeySpec", key.declared().spec())
                .put("MultiRegion", false);
        if (key.declared().spec().equals("SYMMETRIC_DEFAULT")) {
            metadata.putArray("EncryptionAlgorithms").add("SYMMETRIC_DEFAULT");
        } else if (key.declared().spec().startsWith("HMAC_")) {
            metadata.putArray("MacAlgorithms").add(macAlgorithm(key));
        }
        return answer;
    }

    /** {@code HMAC_256} makes {@code HMAC_SHA_256}. */
    static String macAlgorithm(KmsKey key) {
        return key.declared().spec().replace("HMAC_", "HMAC_SHA_");
    }
}
