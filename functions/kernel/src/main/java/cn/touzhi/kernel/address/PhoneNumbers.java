package cn.touzhi.kernel.address;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber;
import java.text.Normalizer;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads phone numbers as people type them: mobile numbers of the countries that we send to.
 *
 * <p>The virtual carriers' numbers (170, 171 and the like) count as mobile: they are registered to a person by name as
 * any other Chinese number is, and refusing them would keep people out for the carrier that they chose. What they are
 * abused for, having many, is what the limits on sending are there for.
 */
public final class PhoneNumbers {
    /**
     * The library reads letters as digits and takes extensions ({@code 13800138000x5}), and both would make two
     * identities of one person; so they don't get as far.
     */
    private static final Pattern TYPED = Pattern.compile("[+]?[0-9 .()-]{5,30}");

    private final PhoneNumberUtil library = PhoneNumberUtil.getInstance();
    private final List<String> countries;

    /**
     * @param countries two-letter codes (ISO 3166); numbers without a country belong to the first
     * @throws IllegalArgumentException if there is none
     */
    public PhoneNumbers(List<String> countries) {
        if (countries.isEmpty()) {
            throw new IllegalArgumentException("at least one country is needed");
        }
        this.countries = List.copyOf(countries);
    }

    /** The number that {@code typed} means; empty if it is none, no mobile one, or one of another country. */
    public Optional<PhoneNumber> parse(String typed) {
        // full-width digits, plus and brackets, as Chinese input methods give them, become plain ones
        String plain = Normalizer.normalize(typed, Normalizer.Form.NFKC);
        if (!TYPED.matcher(plain).matches()) {
            return Optional.empty();
        }
        try {
            return accepted(library.parse(plain, countries.getFirst()));
        } catch (NumberParseException none) {
            return Optional.empty();
        }
    }

    /** The block that {@code number}, which was accepted, lies in. */
    public NumberBlock blockOf(PhoneNumber number) {
        try {
            Phonenumber.PhoneNumber parsed = library.parse(number.value(), countries.getFirst());
            String national = library.getNationalSignificantNumber(parsed);
            return new NumberBlock(
                    library.getRegionCodeForNumber(parsed),
                    national.substring(0, Math.min(NumberBlock.DIGITS, national.length())));
        } catch (NumberParseException impossible) {
            throw new IllegalArgumentException("not a number that was accepted", impossible);
        }
    }

    private Optional<PhoneNumber> accepted(Phonenumber.PhoneNumber number) {
        boolean mobile =
                switch (library.getNumberType(number)) {
                    case MOBILE, FIXED_LINE_OR_MOBILE -> true;
                    default -> false;
                };
        return mobile && countries.contains(library.getRegionCodeForNumber(number))
                ? Optional.of(new PhoneNumber(library.format(number, PhoneNumberFormat.E164)))
                : Optional.empty();
    }
}
