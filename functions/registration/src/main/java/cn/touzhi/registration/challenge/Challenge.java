package cn.touzhi.registration.challenge;

import io.micronaut.serde.annotation.Serdeable;

/**
 * Work to be done: find the number from 0 to {@code maxnumber} that, written behind the salt, has this SHA-256.
 *
 * @param algorithm SHA-256
 * @param challenge the digest, in hexadecimal
 * @param maxnumber the largest number that it can be
 * @param salt what stands before the number, with the challenge's end and level in it
 * @param signature that it is ours
 */
@Serdeable
record Challenge(String algorithm, String challenge, long maxnumber, String salt, String signature) {}
