package cn.touzhi.privacy.hearing;

import cn.touzhi.kernel.Environment;

/**
 * What the hearing function needs to know.
 *
 * @param table physical name of PrivacyTable
 * @param queue URL of PrivacyHearingQueue
 */
record HearingSettings(String table, String queue) {
    /**
     * Reads the function's environment.
     *
     * @throws IllegalStateException if a variable is missing
     */
    static HearingSettings from(Environment environment) {
        return new HearingSettings(environment.text("PRIVACY_TABLE"), environment.text("PRIVACY_HEARING_QUEUE"));
    }
}
