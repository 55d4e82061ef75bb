package cn.touzhi.applications.timers;

import cn.touzhi.kernel.Environment;

/**
 * What the timers function needs to know.
 *
 * @param table physical name of ApplicationsTable
 */
record ApplicationsTimersSettings(String table) {
    /**
     * Reads the function's environment.
     *
     * @throws IllegalStateException if a variable is missing
     */
    static ApplicationsTimersSettings from(Environment environment) {
        return new ApplicationsTimersSettings(environment.text("APPLICATIONS_TABLE"));
    }
}
