package cn.touzhi.resumes.erasure;

import cn.touzhi.kernel.Environment;

/**
 * What the erasure function needs to know.
 *
 * @param table physical name of ResumesTable
 * @param subjectKeysTable physical name of SubjectKeysTable
 * @param bucket physical name of AttachmentsBucket
 * @param queue URL of ResumesErasureQueue
 */
record ResumesErasureSettings(String table, String subjectKeysTable, String bucket, String queue) {
    /**
     * Reads the function's environment.
     *
     * @throws IllegalStateException if a variable is missing
     */
    static ResumesErasureSettings from(Environment environment) {
        return new ResumesErasureSettings(
                environment.text("RESUMES_TABLE"),
                environment.text("SUBJECT_KEYS_TABLE"),
                environment.text("ATTACHMENTS_BUCKET"),
                environment.text("RESUMES_ERASURE_QUEUE"));
    }
}
