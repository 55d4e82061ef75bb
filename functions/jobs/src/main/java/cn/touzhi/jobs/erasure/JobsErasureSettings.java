package cn.touzhi.jobs.erasure;

import cn.touzhi.kernel.Environment;

/**
 * What the erasure function needs to know.
 *
 * @param table physical name of JobsTable
 * @param subjectKeysTable physical name of SubjectKeysTable
 * @param queue URL of JobsErasureQueue
 */
record JobsErasureSettings(String table, String subjectKeysTable, String queue) {
    /**
     * Reads the function's environment.
     *
     * @throws IllegalStateException if a variable is missing
     */
    static JobsErasureSettings from(Environment environment) {
        return new JobsErasureSettings(
                environment.text("JOBS_TABLE"),
                environment.text("SUBJECT_KEYS_TABLE"),
                environment.text("JOBS_ERASURE_QUEUE"));
    }
}
