package cn.touzhi.registration.session;

import java.security.PrivateKey;

/**
 * A key that may sign.
 *
 * @param kid names it in a token's header
 * @param privateKey never leaves the process
 */
record SigningKey(String kid, PrivateKey privateKey) {}
