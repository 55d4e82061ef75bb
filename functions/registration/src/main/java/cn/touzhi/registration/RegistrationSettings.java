package cn.touzhi.registration;

import cn.touzhi.kernel.Environment;
import cn.touzhi.kernel.http.TokenTerms;
import cn.touzhi.registration.identity.AccountTerms;
import cn.touzhi.registration.limit.Limits;
import cn.touzhi.registration.session.AccessTokenTerms;
import cn.touzhi.registration.session.SessionTerms;
import cn.touzhi.registration.verification.CodeTerms;
import java.util.List;
import java.util.Set;

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
 * @param limits of asking for codes
 * @param accessTokenTerms of access tokens
 * @param sessionTerms of sessions
 * @param accountTerms of accounts
 * @param deniedKeys ids of signing keys that were withdrawn in an emergency
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
        Limits limits,
        AccessTokenTerms accessTokenTerms,
        SessionTerms sessionTerms,
        AccountTerms accountTerms,
        Set<String> deniedKeys) {
    /**
     * Takes a copy.
     *
     * @throws IllegalArgumentException if one challenge could serve two lives of a verification
     */
    public RegistrationSettings {
        if (limits.challenge().life().compareTo(codeTerms.codeLifetime().plus(codeTerms.proofLifetime())) > 0) {
            throw new IllegalArgumentException(
                    "ChallengeLifetime must not be above CodeLifetime and ProofLifetime together");
        }
        smsCountries = List.copyOf(smsCountries);
        deniedKeys = Set.copyOf(deniedKeys);
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
                new CodeTerms(environment.seconds("CODE_LIFETIME"), environment.seconds("PROOF_LIFETIME")),
                limits(environment),
                new AccessTokenTerms(
                        environment.text("ISSUER"),
                        environment.text("AUDIENCE"),
                        environment.seconds("ACCESS_TOKEN_LIFETIME")),
                new SessionTerms(
                        environment.seconds("SESSION_IDLE"),
                        environment.seconds("SESSION_LIFETIME"),
                        environment.seconds("REFRESH_GRACE"),
                        environment.seconds("DEVICE_TOKEN_LIFETIME"),
                        environment.number("SMS_NOTICES"),
                        environment.number("SESSIONS")),
                new AccountTerms(
                        environment.seconds("IDENTITY_YOUTH"),
                        environment.seconds("REMOVAL_UNDO"),
                        environment.seconds("NUMBER_RECYCLED_AFTER"),
                        environment.number("BIRTH_DATE_TRIES"),
                        environment.number("IDENTITIES"),
                        environment.seconds("STRANDED_LIFETIME"),
                        environment.seconds("STAFF_DECIDES_AFTER"),
                        environment.seconds("STEP_UP_LIFETIME")),
                Set.copyOf(environment.list("DENIED_KEYS")));
    }

    /** Which access tokens are taken. */
    TokenTerms tokenTerms() {
        return new TokenTerms(accessTokenTerms.issuer(), accessTokenTerms.audience(), deniedKeys);
    }

    private static Limits limits(Environment environment) {
        return new Limits(
                new Limits.PerAddress(
                        new Limits.Share(
                                environment.number("SENDS_PER_HOUR"),
                                environment.number("SENDS_PER_DAY"),
                                environment.number("GUESSES")),
                        new Limits.Share(
                                environment.number("HARDER_SENDS_PER_HOUR"),
                                environment.number("HARDER_SENDS_PER_DAY"),
                                environment.number("HARDER_GUESSES")),
                        new Limits.Share(
                                environment.number("KNOWN_SENDS_PER_HOUR"),
                                environment.number("KNOWN_SENDS_PER_DAY"),
                                environment.number("KNOWN_GUESSES")),
                        environment.number("OPEN_VERIFICATIONS")),
                new Limits.PerClient(environment.number("CLIENT_SENDS_FREE"), environment.number("CLIENT_SENDS")),
                new Limits.Challenge(
                        environment.number("CHALLENGE_DIFFICULTY"),
                        environment.number("CHALLENGE_DIFFICULTY_HARDER"),
                        environment.seconds("CHALLENGE_LIFETIME")));
    }
}
