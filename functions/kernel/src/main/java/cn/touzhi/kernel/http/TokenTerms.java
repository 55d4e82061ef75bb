package cn.touzhi.kernel.http;

import cn.touzhi.kernel.Environment;
import java.util.Set;

/**
 * Which access tokens a function takes: those that the gateway before it takes, and of them only ours.
 *
 * @param issuer who must have made them
 * @param audience whom they must be for: one, since none of our keys signs for two (ASVS 5, 9.2.4)
 * @param deniedKeys ids of keys that were withdrawn in an emergency, whose tokens the gateway may take for two more hours
 */
public record TokenTerms(String issuer, String audience, Set<String> deniedKeys) {
    /** Takes a copy. */
    public TokenTerms {
        deniedKeys = Set.copyOf(deniedKeys);
    }

    /**
     * Reads a function's environment: {@code ISSUER}, {@code AUDIENCE}, {@code DENIED_KEYS}.
     *
     * @throws IllegalStateException if one of the first two is missing
     */
    public static TokenTerms from(Environment environment) {
        return new TokenTerms(
                environment.text("ISSUER"), environment.text("AUDIENCE"), Set.copyOf(environment.list("DENIED_KEYS")));
    }
}
