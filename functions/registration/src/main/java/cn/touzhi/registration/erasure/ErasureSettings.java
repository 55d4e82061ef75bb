package cn.touzhi.registration.erasure;

import cn.touzhi.kernel.Environment;
import java.time.Duration;

/**
 * What the erasure function needs to know.
 *
 * @param table physical name of RegistrationTable
 * @param subjectKeysTable physical name of SubjectKeysTable
 * @param queue URL of ErasureQueue
 * @param stranded for which an account without an address waits before it is erased
 */
record ErasureSettings(String table, String subjectKeysTable, String queue, Duration stranded) {
    /**
     * Reads the function's environment.
     *
     * @throws IllegalStateException if a variable is missing or of another form
     */
    static ErasureSettings from(Environment environment) {
        return new ErasureSettings(
                environment.text("REGISTRATION_TABLE"),
                environment.text("SUBJECT_KEYS_TABLE"),
                environment.text("ERASURE_QUEUE"),
                environment.seconds("STRANDED_LIFETIME"));
    }
}
