package cn.touzhi.registration.account;

import cn.touzhi.kernel.OpaqueId;
import cn.touzhi.kernel.RandomText;
import java.security.SecureRandom;

/**
 * Names the case that freezing an account opens (policy 5.2 (5)).
 *
 * @param value sixteen random bytes as text
 */
public record CaseId(String value) implements OpaqueId {
    static CaseId random(SecureRandom random) {
        return new CaseId(RandomText.of(random));
    }
}
