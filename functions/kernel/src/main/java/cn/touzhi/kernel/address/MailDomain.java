package cn.touzhi.kernel.address;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The part of an e-mail address behind the {@code @}: a name in the public domain name system. */
final class MailDomain {
    private static final int MOST = 253;
    private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
    /** The last label is never a number, so that no IP address passes (RFC 3696, 2). */
    private static final Pattern NORMAL = Pattern.compile("(" + LABEL + "\\.)+([a-z][a-z0-9-]{0,61}[a-z0-9])");
    /** Names that never lead out of a house (RFC 6761, 6762, 7686, and ICANN's .internal). */
    private static final Set<String> NEVER_PUBLIC =
            Set.of("local", "localhost", "internal", "invalid", "onion", "arpa", "localdomain", "lan");
    /**
     * Java knows IDNA of 2003, which reads these four otherwise than that of 2008 does (RFC 5894, 7.2): the code would
     * go to somebody else's domain.
     */
    private static final Pattern READ_IN_TWO_WAYS = Pattern.compile("[\u00df\u03c2\u200c\u200d]");

    private MailDomain() {}

    static boolean isNormal(String domain) {
        return domain.length() <= MOST
                && NORMAL.matcher(domain).matches()
                && !NEVER_PUBLIC.contains(domain.substring(domain.lastIndexOf('.') + 1));
    }

    /** The domain in lower-case ASCII, as the domain name system knows it. */
    static Optional<String> parse(String typed) {
        String relative = typed.endsWith(".") ? typed.substring(0, typed.length() - 1) : typed;
        if (READ_IN_TWO_WAYS.matcher(relative.toLowerCase(Locale.ROOT)).find()) {
            return Optional.empty();
        }
        try {
            return Optional.of(toAscii(relative)).filter(ascii -> isNormal(ascii) && isCanonical(ascii));
        } catch (IllegalArgumentException noName) {
            return Optional.empty();
        }
    }

    /** What was typed in Punycode must be readable, and mean what its readable form means. */
    private static boolean isCanonical(String ascii) {
        String readable = IDN.toUnicode(ascii);
        return !readable.contains("xn--") && toAscii(readable).equals(ascii);
    }

    private static String toAscii(String domain) {
        return IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
    }
}
