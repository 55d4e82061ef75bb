package cn.touzhi.resumes;

import cn.touzhi.kernel.Environment;
import cn.touzhi.kernel.http.TokenTerms;

/**
 * What the resumes function needs to know.
 *
 * @param table physical name of ResumesTable
 * @param subjectKeysTable physical name of SubjectKeysTable
 * @param key id of ResumesKey, which wraps the keys of subjects
 * @param receiptKey id of ReceiptKey, by which versions are confirmed to applications
 * @param grantKey id of GrantKey, by which applications confirms who may look
 * @param attachmentsBucket physical name of AttachmentsBucket
 * @param secret ARN of ResumesSecret
 * @param tokenTerms of access tokens
 */
public record ResumesSettings(
        String table,
        String subjectKeysTable,
        String key,
        String receiptKey,
        String grantKey,
        String attachmentsBucket,
        String secret,
        TokenTerms tokenTerms) {
    /**
     * Reads the function's environment.
     *
     * @throws IllegalStateException if a variable is missing
     */
    public static ResumesSettings from(Environment environment) {
        return new ResumesSettings(
                environment.text("RESUMES_TABLE"),
                environment.text("SUBJECT_KEYS_TABLE"),
                environment.text("RESUMES_KEY"),
                environment.text("RECEIPT_KEY"),
                environment.text("GRANT_KEY"),
                environment.text("ATTACHMENTS_BUCKET"),
                environment.text("RESUMES_SECRET"),
                TokenTerms.from(environment));
    }
}
