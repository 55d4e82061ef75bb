package cn.touzhi.jobs.posting;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where the work is: a division's code of six digits, two each for province, city and district (GB/T 2260). Postings are
 * looked for by cities, not by districts.
 *
 * @param code as it was given: of a city, or of a district of one
 */
public record Place(String code) {
    /** The provinces' two digits, and four more. */
    private static final Pattern SHAPE =
            Pattern.compile("(1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[12])[0-9]{4}");

    /** Beijing, Tianjin, Shanghai, Chongqing, Taiwan, Hong Kong, Macao: provinces that have no cities (GB/T 2260). */
    private static final Set<String> WITHOUT_CITIES = Set.of("11", "12", "31", "50", "71", "81", "82");

    /** The third and fourth digit of what stands directly under a province: each a city of its own (GB/T 2260). */
    private static final String DIRECTLY = "90";

    private static final String ALL = "00";

    /** Reads what a client says; empty if that is no code, or one of a whole province that has cities. */
    public static Optional<Place> parse(String text) {
        boolean whole = SHAPE.matcher(text).matches()
                && (!text.startsWith(ALL, 2) || WITHOUT_CITIES.contains(text.substring(0, 2)));
        return whole ? Optional.of(new Place(text)) : Optional.empty();
    }

    /** The city that it is in. */
    String city() {
        String province = code.substring(0, 2);
        if (WITHOUT_CITIES.contains(province)) {
            return province + ALL + ALL;
        }
        return code.startsWith(DIRECTLY, 2) ? code : code.substring(0, 4) + ALL;
    }
}
