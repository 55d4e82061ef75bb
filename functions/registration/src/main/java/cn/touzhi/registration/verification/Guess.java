package cn.touzhi.registration.verification;

/** What came of one guess at a code. */
public sealed interface Guess {
    /** The code was right; asked again, it is right again until the proof is used. */
    record Right(Proof proof) implements Guess {}

    /** @param remaining how many guesses are left */
    record Wrong(int remaining) implements Guess {}

    /** The limit is spent: not even the right code counts any more. */
    record Burnt() implements Guess {}

    /** The code's time is over; another may be asked for. */
    record Expired() implements Guess {}

    /** The message never left, so whoever has a code has it from somewhere else. */
    record Undeliverable() implements Guess {}

    /** The proof was used: no code counts any more, right or wrong. */
    record Over() implements Guess {}

    /** Ended, deleted or never there; a stranger can't tell which. */
    record Gone() implements Guess {}
}
