package cn.touzhi.resumes;

import cn.touzhi.kernel.Environment;
import cn.touzhi.kernel.http.TokenTerms;

/**
 * What the resumes function needs to know.
 *
 * @param tokenTerms of access tokens
 */
public record ResumesSettings(TokenTerms tokenTerms) {
    /**
     * Reads the function's environment.
     *
     * @throws IllegalStateException if a variable is missing
     */
    public static ResumesSettings from(Environment environment) {
        return new ResumesSettings(TokenTerms.from(environment));
    }
}
