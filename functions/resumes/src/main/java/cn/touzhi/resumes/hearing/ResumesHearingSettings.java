package cn.touzhi.resumes.hearing;

import cn.touzhi.kernel.Environment;

/**
 * What the hearing function needs to know.
 *
 * @param table physical name of ResumesTable
 * @param queue URL of ResumesHearingQueue
 * @param attachmentsBucket physical name of AttachmentsBucket
 */
record ResumesHearingSettings(String table, String queue, String attachmentsBucket) {
    /**
     * Reads the function's environment.
     *
     * @throws IllegalStateException if a variable is missing
     */
    static ResumesHearingSettings from(Environment environment) {
        return new ResumesHearingSettings(
                environment.text("RESUMES_TABLE"),
                environment.text("RESUMES_HEARING_QUEUE"),
                environment.text("ATTACHMENTS_BUCKET"));
    }
}
