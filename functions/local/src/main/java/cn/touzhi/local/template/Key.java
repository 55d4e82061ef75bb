package cn.touzhi.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A KMS key.
 *
 * @param spec SYMMETRIC_DEFAULT, RSA_3072, HMAC_256 …
 * @param usage ENCRYPT_DECRYPT, SIGN_VERIFY, GENERATE_VERIFY_MAC
 * @param aliases with their {@code alias/}
 */
public record Key(
        String logicalId, String spec, String usage, boolean enabled, List<String> aliases, JsonNode policy) {}
