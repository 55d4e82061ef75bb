package cn.touzhi.registration.challenge;

/**
 * What tells people from machines, or makes it dear to be one: the port behind which proof of work stands, and where a
 * CAPTCHA service can take its place.
 */
public interface Challenges {
    /** What {@code answer}, as a client brings it, is worth. It can be asked twice. */
    Checked check(String answer);

    /**
     * Uses {@code solution} up.
     *
     * @param wish names what it is used for; for the same it can be used up again
     * @return false if it served something else before
     */
    boolean spend(Solution solution, String wish);

    /** What an answer is worth. */
    sealed interface Checked {
        /** It is right; whether it was used before, {@link #spend} tells. */
        record Solved(Solution solution) implements Checked {}

        /** It is wrong, foreign or too late, and nobody learns which. */
        record NotSolved() implements Checked {}
    }
}
