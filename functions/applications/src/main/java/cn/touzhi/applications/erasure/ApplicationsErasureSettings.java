package cn.touzhi.applications.erasure;

import cn.touzhi.kernel.Environment;

/**
 * What the erasure function needs to know.
 *
 * @param table physical name of ApplicationsTable
 * @param subjectKeysTable physical name of SubjectKeysTable
 * @param heldTable physical name of HeldTable
 * @param heldKey id of HeldKey, which seals what is kept there
 * @param queue URL of ApplicationsErasureQueue
 */
record ApplicationsErasureSettings(
        String table, String subjectKeysTable, String heldTable, String heldKey, String queue) {
    /**
     * Reads the function's environment.
     *
     * @throws IllegalStateException if a variable is missing
     */
    static ApplicationsErasureSettings from(Environment environment) {
        return new ApplicationsErasureSettings(
                environment.text("APPLICATIONS_TABLE"),
                environment.text("SUBJECT_KEYS_TABLE"),
                environment.text("HELD_TABLE"),
                environment.text("HELD_KEY"),
                environment.text("APPLICATIONS_ERASURE_QUEUE"));
    }
}
