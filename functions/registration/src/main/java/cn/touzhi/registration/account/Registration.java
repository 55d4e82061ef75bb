package cn.touzhi.registration.account;

import cn.touzhi.registration.Language;
import cn.touzhi.registration.session.Device;
import cn.touzhi.registration.session.SecondCheck;
import cn.touzhi.registration.verification.Proof;
import java.time.LocalDate;

/**
 * What someone says who wants an account.
 *
 * @param proof that an address is theirs
 * @param device on which they are
 * @param birthDate which decides whether they may have one
 * @param acceptedPolicy the version of the policy that they were shown and accepted
 * @param locale to write to them in
 * @param source where they are
 * @param second what they bring to show that the account of the address, if it has one, is theirs
 * @param detach whether the address is to leave an account that it belonged to, because it has a new holder
 */
public record Registration(
        Proof proof,
        Device device,
        LocalDate birthDate,
        int acceptedPolicy,
        Language locale,
        Source source,
        SecondCheck second,
        boolean detach) {}
