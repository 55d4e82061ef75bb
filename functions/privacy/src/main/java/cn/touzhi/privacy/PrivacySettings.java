package cn.touzhi.privacy;

import cn.touzhi.kernel.Environment;
import cn.touzhi.kernel.http.TokenTerms;

/**
 * What the privacy function needs to know.
 *
 * @param table physical name of PrivacyTable
 * @param tokenTerms of access tokens
 */
public record PrivacySettings(String table, TokenTerms tokenTerms) {
    /**
     * Reads the function's environment.
     *
     * @throws IllegalStateException if a variable is missing
     */
    public static PrivacySettings from(Environment environment) {
        return new PrivacySettings(environment.text("PRIVACY_TABLE"), TokenTerms.from(environment));
    }
}
