package cn.touzhi.applications.application;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * 公民身份号码 (GB 11643-1999): six digits of a place, eight of a date of birth, three of an order, and a check digit by ISO
 * 7064 MOD 11-2.
 */
record IdentityNumber(String value) {
    private static final Pattern SHAPE = Pattern.compile("[1-9][0-9]{16}[0-9X]");
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuuMMdd").withResolverStyle(ResolverStyle.STRICT);
    private static final String CHECK_DIGITS = "10X98765432";
    private static final int MODULUS = 11;
    private static final int PAYLOAD = 17;

    /** Reads one; empty where it can't be one. */
    static Optional<IdentityNumber> parse(String text) {
        String number = text.toUpperCase(Locale.ROOT);
        return SHAPE.matcher(number).matches() && hasDate(number) && checkDigitOf(number) == number.charAt(PAYLOAD)
                ? Optional.of(new IdentityNumber(number))
                : Optional.empty();
    }

    private static boolean hasDate(String number) {
        try {
            return LocalDate.parse(number.substring(6, 14), DATE).getYear() >= 1900;
        } catch (DateTimeException noDate) {
            return false;
        }
    }

    private static char checkDigitOf(String number) {
        int sum = 0;
        for (int i = 0; i < PAYLOAD; i++) {
            sum += Character.digit(number.charAt(i), 10) * weight(i);
        }
        return CHECK_DIGITS.charAt(sum % MODULUS);
    }

    /** Two to the power of the digit's place, counted from the check digit. */
    private static int weight(int index) {
        return (1 << (PAYLOAD - index)) % MODULUS;
    }

    /** By which its owner knows it again, and nobody else learns it. */
    String masked() {
        return value.charAt(0) + "*".repeat(PAYLOAD - 1) + value.charAt(PAYLOAD);
    }

    /** Never in a log. */
    @Override
    public String toString() {
        return "IdentityNumber";
    }
}
