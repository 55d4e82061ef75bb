package cn.touzhi.registration.staff;

import cn.touzhi.kernel.Environment;
import java.util.List;

/**
 * What the template tells the staff function.
 *
 * @param table Registration
 * @param keysTable SubjectKeys
 * @param key the ARN of the room's KMS key
 * @param pepperSecret the ARN of the secret that digests addresses
 * @param smsCountries to whose numbers codes go, as two-letter codes; numbers without a prefix belong to the first
 * @param terms that bind staff
 */
record StaffSettings(
        String table, String keysTable, String key, String pepperSecret, List<String> smsCountries, StaffTerms terms) {
    /** Takes a copy. */
    StaffSettings {
        smsCountries = List.copyOf(smsCountries);
    }

    /** @throws IllegalStateException if a variable is missing or of another form */
    static StaffSettings from(Environment environment) {
        return new StaffSettings(
                environment.text("REGISTRATION_TABLE"),
                environment.text("SUBJECT_KEYS_TABLE"),
                environment.text("REGISTRATION_KEY"),
                environment.text("PEPPER_SECRET"),
                List.of(environment.text("SMS_COUNTRIES").split("\\s*,\\s*")),
                new StaffTerms(
                        environment.seconds("STAFF_DECIDES_AFTER"),
                        environment.seconds("IDENTITY_YOUTH"),
                        environment.seconds("STRANDED_LIFETIME")));
    }
}
