package cn.touzhi.registration.session;

import cn.touzhi.registration.verification.Proof;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What someone brings beside the proof of a number to show that the account is theirs as well: numbers are given out
 * again, and the new holder gets the old one's codes.
 *
 * @param deviceToken of a device on which they signed in before
 * @param proof of another address of the account
 * @param birthDate as the account has it
 */
public record SecondCheck(Optional<String> deviceToken, Optional<Proof> proof, Optional<LocalDate> birthDate) {
    /** Nothing. */
    public static final SecondCheck NONE = new SecondCheck(Optional.empty(), Optional.empty(), Optional.empty());
}
