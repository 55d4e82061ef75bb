package cn.touzhi.registration.sending;

import cn.touzhi.kernel.Environment;
import cn.touzhi.registration.limit.Limits;
import java.time.Duration;

/**
 * What the template tells the sending function.
 *
 * @param table Registration
 * @param keysTable SubjectKeys
 * @param key the ARN of the room's KMS key
 * @param queue the URL of its own queue
 * @param webDomain the site, on which a browser may fill codes in
 * @param androidAppHash names the Android app to its phone
 * @param emailFrom the address that e-mails come from
 * @param removalUndo how long the removal of an address can be undone, which those addresses are told
 * @param spend what text messages go out
 */
record SendingSettings(
        String table,
        String keysTable,
        String key,
        String queue,
        String webDomain,
        String androidAppHash,
        String emailFrom,
        Duration removalUndo,
        Limits.Spend spend) {
    /** @throws IllegalStateException if a variable is missing */
    static SendingSettings from(Environment environment) {
        return new SendingSettings(
                environment.text("REGISTRATION_TABLE"),
                environment.text("SUBJECT_KEYS_TABLE"),
                environment.text("REGISTRATION_KEY"),
                environment.text("SENDING_QUEUE"),
                environment.text("WEB_DOMAIN"),
                environment.text("ANDROID_APP_HASH"),
                environment.text("EMAIL_FROM"),
                environment.seconds("REMOVAL_UNDO"),
                new Limits.Spend(
                        environment.number("BLOCK_SENDS"),
                        environment.number("COUNTRY_SENDS"),
                        environment.number("BREAKER_SAMPLE"),
                        environment.number("BREAKER_USED_PERCENT"),
                        environment.seconds("BREAKER_LIFETIME")));
    }
}
