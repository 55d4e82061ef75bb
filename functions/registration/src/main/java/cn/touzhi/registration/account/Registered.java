package cn.touzhi.registration.account;

import cn.touzhi.registration.session.Session;
import cn.touzhi.registration.session.SignIn;

/** What came of registering. */
public sealed interface Registered {
    /** There is a new account, and a session on it. */
    record NewAccount(Session session) implements Registered {}

    /** The address had an account, and there is a new session on that. */
    record SignedIn(Session session) implements Registered {}

    /** Nobody was born on that day. */
    record ImpossibleBirthDate() implements Registered {}

    /** Under 16. The verification is deleted and nothing was kept. */
    record TooYoung() implements Registered {}

    /** 16 or 17, which takes a guardian. The verification is deleted and nothing was kept. */
    record GuardianNeeded() implements Registered {}

    /** Another version of the policy holds. Nothing was done, the proof stays usable. */
    record PolicyNotCurrent(int current) implements Registered {}

    /** The proof leads nowhere now, for {@code why}; where it was usable it stays so. */
    record NotLetIn(SignIn.Refused why) implements Registered {}
}
