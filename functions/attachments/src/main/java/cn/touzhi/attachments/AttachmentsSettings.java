package cn.touzhi.attachments;

import cn.touzhi.kernel.Environment;

/**
 * What the function needs to know.
 *
 * @param bucket physical name of AttachmentsBucket
 * @param results URL of ResumesCheckedQueue
 * @param guardDuty whether Amazon GuardDuty scans what is uploaded, and must have found no threat
 */
record AttachmentsSettings(String bucket, String results, boolean guardDuty) {
    /**
     * Reads the function's environment.
     *
     * @throws IllegalStateException if a variable is missing
     */
    static AttachmentsSettings from(Environment environment) {
        return new AttachmentsSettings(
                environment.text("ATTACHMENTS_BUCKET"),
                environment.text("RESUMES_CHECKED_QUEUE"),
                environment.text("MALWARE_SCAN").equals("guardduty"));
    }
}
