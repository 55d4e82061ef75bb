package cn.touzhi.registration.keys;

import cn.touzhi.kernel.Environment;
import cn.touzhi.registration.session.KeyTerms;
import java.time.Duration;

/**
 * What the keys function needs to know.
 *
 * @param table physical name of RegistrationTable
 * @param subjectKeysTable physical name of SubjectKeysTable
 * @param signingKey ARN of the KMS key that wraps signing keys
 * @param keyTerms of signing keys
 * @param stranded for which an account without an address waits before it is erased
 */
record KeysSettings(String table, String subjectKeysTable, String signingKey, KeyTerms keyTerms, Duration stranded) {
    /**
     * Reads the function's environment.
     *
     * @throws IllegalStateException if a variable is missing or of another form
     */
    static KeysSettings from(Environment environment) {
        return new KeysSettings(
                environment.text("REGISTRATION_TABLE"),
                environment.text("SUBJECT_KEYS_TABLE"),
                environment.text("SIGNING_KEY"),
                new KeyTerms(environment.seconds("SIGNING_KEY_LIFE"), environment.seconds("ACCESS_TOKEN_LIFETIME")),
                environment.seconds("STRANDED_LIFETIME"));
    }
}
