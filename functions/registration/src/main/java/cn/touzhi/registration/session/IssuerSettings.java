package cn.touzhi.registration.session;

import cn.touzhi.kernel.Environment;

/**
 * What the issuer function needs to know. Its own address is not among it: a function can't refer to the API that refers
 * to it, so each request tells.
 *
 * @param table physical name of RegistrationTable
 * @param signingKey ARN of the KMS key that wraps signing keys
 */
public record IssuerSettings(String table, String signingKey) {
    /**
     * Reads the function's environment.
     *
     * @throws IllegalStateException if a variable is missing
     */
    public static IssuerSettings from(Environment environment) {
        return new IssuerSettings(environment.text("REGISTRATION_TABLE"), environment.text("SIGNING_KEY"));
    }
}
