package cn.touzhi.applications;

import cn.touzhi.kernel.Environment;
import cn.touzhi.kernel.http.TokenTerms;

/**
 * What the applications function needs to know.
 *
 * @param table physical name of ApplicationsTable
 * @param subjectKeysTable physical name of SubjectKeysTable
 * @param key id of ApplicationsKey, which wraps the keys of subjects
 * @param receiptKey id of ReceiptKey, by which resumes confirms versions
 * @param grantKey id of GrantKey, by which it is confirmed to resumes who may look
 * @param secret ARN of ApplicationsSecret
 * @param tokenTerms of access tokens
 */
public record ApplicationsSettings(
        String table,
        String subjectKeysTable,
        String key,
        String receiptKey,
        String grantKey,
        String secret,
        TokenTerms tokenTerms) {
    /**
     * Reads the function's environment.
     *
     * @throws IllegalStateException if a variable is missing
     */
    public static ApplicationsSettings from(Environment environment) {
        return new ApplicationsSettings(
                environment.text("APPLICATIONS_TABLE"),
                environment.text("SUBJECT_KEYS_TABLE"),
                environment.text("APPLICATIONS_KEY"),
                environment.text("RECEIPT_KEY"),
                environment.text("GRANT_KEY"),
                environment.text("APPLICATIONS_SECRET"),
                TokenTerms.from(environment));
    }
}
