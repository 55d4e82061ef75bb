package cn.touzhi.registration;

import cn.touzhi.kernel.Environment;
import cn.touzhi.registration.identity.AccountTerms;
import cn.touzhi.registration.session.AccessTokenTerms;
import cn.touzhi.registration.session.SessionTerms;
import cn.touzhi.registration.verification.CodeTerms;
import cn.touzhi.registration.verification.SendLimits;
import java.util.List;

/**
 * What the registration function needs to know.
 *
 * @param table physical name of RegistrationTable
 * @param subjectKeysTable physical name of SubjectKeysTable
 * @param registrationKey ARN of the KMS key that wraps the room's data keys
 * @param signingKey ARN of the KMS key that wraps signing keys
 * @param pepperSecret ARN of the secret that digests addresses
 * @param registrationSecret ARN of the room's own secret
 * @param smsCountries to whose numbers codes go, as two-letter codes; numbers without a prefix belong to the first
 * @param codeTerms of codes
 * @param sendLimits of messages
 * @param accessTokenTerms of access tokens
 * @param sessionTerms of sessions
 * @param accountTerms of accounts
 */
public record RegistrationSettings(
        String table,
        String subjectKeysTable,
        String registrationKey,
        String signingKey,
        String pepperSecret,
        String registrationSecret,
        List<String> smsCountries,
        CodeTerms codeTerms,
        SendLimits sendLimits,
        AccessTokenTerms accessTokenTerms,
        SessionTerms sessionTerms,
        AccountTerms accountTerms) {
    /** Takes a copy. */
    public RegistrationSettings {
        smsCountries = List.copyOf(smsCountries);
    }

    /**
     * Reads the function's environment.
     *
     * @throws IllegalStateException if a variable is missing or of another form
     */
    public static RegistrationSettings from(Environment environment) {
        return new RegistrationSettings(
                environment.text("REGISTRATION_TABLE"),
                environment.text("SUBJECT_KEYS_TABLE"),
                environment.text("REGISTRATION_KEY"),
                environment.text("SIGNING_KEY"),
                environment.text("PEPPER_SECRET"),
                environment.text("REGISTRATION_SECRET"),
                List.of(environment.text("SMS_COUNTRIES").split("\\s*,\\s*")),
                new CodeTerms(
                        environment.seconds("CODE_LIFETIME"),
                        environment.seconds("PROOF_LIFETIME"),
                        environment.number("GUESSES")),
                new SendLimits(environment.number("SENDS_PER_HOUR"), environment.number("SENDS_PER_DAY")),
                new AccessTokenTerms(
                        environment.text("ISSUER"),
                        environment.text("AUDIENCE"),
                        environment.seconds("ACCESS_TOKEN_LIFETIME")),
                new SessionTerms(
                        environment.seconds("SESSION_IDLE"),
                        environment.seconds("SESSION_LIFETIME"),
                        environment.seconds("REFRESH_GRACE"),
                        environment.seconds("DEVICE_TOKEN_LIFETIME"),
                        environment.number("SESSIONS")),
                new AccountTerms(
                        environment.seconds("IDENTITY_YOUTH"),
                        environment.seconds("REMOVAL_UNDO"),
                        environment.seconds("NUMBER_RECYCLED_AFTER"),
                        environment.number("BIRTH_DATE_TRIES"),
                        environment.number("IDENTITIES"),
                        environment.seconds("STRANDED_LIFETIME"),
                        environment.seconds("STAFF_DECIDES_AFTER"),
                        environment.seconds("STEP_UP_LIFETIME")));
    }
}
