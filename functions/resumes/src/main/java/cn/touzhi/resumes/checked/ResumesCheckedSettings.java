package cn.touzhi.resumes.checked;

import cn.touzhi.kernel.Environment;

/**
 * What the function needs to know.
 *
 * @param table physical name of ResumesTable
 * @param bucket physical name of AttachmentsBucket
 * @param queue URL of ResumesCheckedQueue
 */
record ResumesCheckedSettings(String table, String bucket, String queue) {
    /**
     * Reads the function's environment.
     *
     * @throws IllegalStateException if a variable is missing
     */
    static ResumesCheckedSettings from(Environment environment) {
        return new ResumesCheckedSettings(
                environment.text("RESUMES_TABLE"),
                environment.text("ATTACHMENTS_BUCKET"),
                environment.text("RESUMES_CHECKED_QUEUE"));
    }
}
