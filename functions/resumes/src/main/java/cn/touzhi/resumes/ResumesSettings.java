package cn.touzhi.resumes;

import cn.touzhi.kernel.Environment;
import cn.touzhi.kernel.http.TokenTerms;
import java.util.Set;

/**
 * What the resumes function needs to know.
 *
 * @param issuer who makes access tokens
 * @param audience whom they are for
 * @param deniedKeys ids of signing keys that were withdrawn in an emergency
 */
public record ResumesSettings(String issuer, String audience, Set<String> deniedKeys) {
    /** Takes a copy. */
    public ResumesSettings {
        deniedKeys = Set.copyOf(deniedKeys);
    }

    /**
     * Reads the function's environment.
     *
     * @throws IllegalStateException if a variable is missing
     */
    public static ResumesSettings from(Environment environment) {
        return new ResumesSettings(
                environment.text("ISSUER"), environment.text("AUDIENCE"), Set.copyOf(environment.list("DENIED_KEYS")));
    }

    /** Which access tokens are taken. */
    TokenTerms tokenTerms() {
        return new TokenTerms(issuer, audience, deniedKeys);
    }
}
