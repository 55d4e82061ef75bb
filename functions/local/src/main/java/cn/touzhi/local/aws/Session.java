package cn.touzhi.local.aws;

import cn.touzhi.local.lambda.Credentials;

/**
 * Credentials and whose they are.
 *
 * @param role logical id
 */
public record Session(Credentials credentials, String role) {}
