package cn.touzhi.applications.hearing;

import cn.touzhi.kernel.Environment;

/**
 * What the hearing function needs to know.
 *
 * @param table physical name of ApplicationsTable
 * @param queue URL of ApplicationsHearingQueue
 */
record ApplicationsHearingSettings(String table, String queue) {
    /**
     * Reads the function's environment.
     *
     * @throws IllegalStateException if a variable is missing
     */
    static ApplicationsHearingSettings from(Environment environment) {
        return new ApplicationsHearingSettings(
                environment.text("APPLICATIONS_TABLE"), environment.text("APPLICATIONS_HEARING_QUEUE"));
    }
}
