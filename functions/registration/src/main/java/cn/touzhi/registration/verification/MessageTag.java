package cn.touzhi.registration.verification;

/** How a message is called in counters, by whoever counts it. */
public final class MessageTag {
    private MessageTag() {}

    /** The tag of message {@code number}, from 1, of {@code verification}: of the first it is the verification's id. */
    public static String of(VerificationId verification, int number) {
        return number == 1 ? verification.value() : verification.value() + "#" + number;
    }
}
