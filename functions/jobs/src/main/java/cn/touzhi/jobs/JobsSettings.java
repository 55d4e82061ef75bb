package cn.touzhi.jobs;

import cn.touzhi.kernel.Environment;
import cn.touzhi.kernel.http.TokenTerms;

/**
 * What the jobs function needs to know.
 *
 * @param table physical name of JobsTable
 * @param secret ARN of JobsSecret
 * @param tokenTerms of access tokens
 */
public record JobsSettings(String table, String secret, TokenTerms tokenTerms) {
    /**
     * Reads the function's environment.
     *
     * @throws IllegalStateException if a variable is missing
     */
    public static JobsSettings from(Environment environment) {
        return new JobsSettings(
                environment.text("JOBS_TABLE"), environment.text("JOBS_SECRET"), TokenTerms.from(environment));
    }
}
