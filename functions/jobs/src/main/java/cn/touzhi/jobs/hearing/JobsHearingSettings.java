package cn.touzhi.jobs.hearing;

import cn.touzhi.kernel.Environment;

/**
 * What the hearing function needs to know.
 *
 * @param table physical name of JobsTable
 * @param queue URL of JobsHearingQueue
 */
record JobsHearingSettings(String table, String queue) {
    /**
     * Reads the function's environment.
     *
     * @throws IllegalStateException if a variable is missing
     */
    static JobsHearingSettings from(Environment environment) {
        return new JobsHearingSettings(environment.text("JOBS_TABLE"), environment.text("JOBS_HEARING_QUEUE"));
    }
}
