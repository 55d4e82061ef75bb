package cn.touzhi.jobs.employer;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A unified social credit code (GB 32100-2015): what an organisation is registered under with the state.
 *
 * @param value 18 characters of {@link #ALPHABET}, the last of which checks the others
 */
public record CreditCode(String value) {
    /** 31 characters: no I, O, S, V or Z, which look like others (GB 32100-2015, table 2). */
    private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    /** Weights of the 17 characters before the check character: powers of 3 modulo 31 (GB 32100-2015, table 1). */
    private static final int[] WEIGHTS = {1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28};

    /** Department and kind of the registration, the division's six digits, the organisation's nine, and the check. */
    private static final Pattern SHAPE = Pattern.compile("[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}");

    /** Reads what a client says, in letters of either case; empty if that is no such code. */
    public static Optional<CreditCode> parse(String text) {
        String code = text.toUpperCase(Locale.ROOT);
        return SHAPE.matcher(code).matches() && code.charAt(WEIGHTS.length) == checkOf(code)
                ? Optional.of(new CreditCode(code))
                : Optional.empty();
    }

    /** What brings the weighted sum to a multiple of 31. */
    private static char checkOf(String code) {
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += WEIGHTS[i] * ALPHABET.indexOf(code.charAt(i));
        }
        return ALPHABET.charAt(Math.floorMod(-sum, ALPHABET.length()));
    }
}
