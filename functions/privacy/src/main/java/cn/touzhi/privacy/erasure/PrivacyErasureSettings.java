package cn.touzhi.privacy.erasure;

import cn.touzhi.kernel.Environment;

/**
 * What the erasure function needs to know.
 *
 * @param table physical name of PrivacyTable
 * @param subjectKeysTable physical name of SubjectKeysTable
 * @param queue URL of PrivacyErasureQueue
 */
record PrivacyErasureSettings(String table, String subjectKeysTable, String queue) {
    /**
     * Reads the function's environment.
     *
     * @throws IllegalStateException if a variable is missing
     */
    static PrivacyErasureSettings from(Environment environment) {
        return new PrivacyErasureSettings(
                environment.text("PRIVACY_TABLE"),
                environment.text("SUBJECT_KEYS_TABLE"),
                environment.text("PRIVACY_ERASURE_QUEUE"));
    }
}
