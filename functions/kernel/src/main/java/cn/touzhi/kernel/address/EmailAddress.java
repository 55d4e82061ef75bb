package cn.touzhi.kernel.address;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An e-mail address, in lower case and with its domain in ASCII.
 *
 * <p>The local part is lower-cased too. A mail server may tell {@code Li} from {@code li} (RFC 5321, 2.4), but none
 * that people use does, and two identities for one mailbox would be two accounts for one person. Dots and {@code +tag}
 * stay: what they mean is the server's affair.
 *
 * @param value at most 254 characters, all ASCII, no quotes, no comments, no white space: safe in a header
 */
public record EmailAddress(String value) implements Address {
    /** RFC 5321, 4.5.3.1.3, less the angle brackets. */
    static final int MOST = 254;
    /** RFC 5321, 4.5.3.1.1. */
    static final int MOST_LOCAL = 64;

    private static final String ATOM = "[a-z0-9!#$%&'*+/=?^_`{|}~-]+";
    /** RFC 5322, 3.2.3: dot-atom, the form without quotes. */
    private static final Pattern LOCAL = Pattern.compile(ATOM + "(\\." + ATOM + ")*");

    /** @throws IllegalArgumentException if {@code value} is not in its one form; see {@link #parse} */
    public EmailAddress {
        int at = value.indexOf('@');
        boolean good = value.length() <= MOST
                && at > 0
                && at <= MOST_LOCAL
                && LOCAL.matcher(value.substring(0, at)).matches()
                && MailDomain.isNormal(value.substring(at + 1));
        if (!good) {
            throw new IllegalArgumentException("not an e-mail address in its one form");
        }
    }

    /** The address that {@code typed} means; empty if it is none that a public mail server could serve. */
    public static Optional<EmailAddress> parse(String typed) {
        int at = typed.indexOf('@');
        if (at < 1 || at > MOST_LOCAL || typed.length() > MOST) {
            return Optional.empty();
        }
        String local = typed.substring(0, at).toLowerCase(Locale.ROOT);
        // ASCII only, and before lower-casing: a Kelvin sign becomes a k
        boolean plain = typed.substring(0, at).chars().allMatch(character -> character < 0x7f);
        if (!plain || !LOCAL.matcher(local).matches()) {
            return Optional.empty();
        }
        return MailDomain.parse(typed.substring(at + 1))
                .map(domain -> local + "@" + domain)
                .filter(value -> value.length() <= MOST)
                .map(EmailAddress::new);
    }

    /** Such as {@code z***@example.com}. */
    @Override
    public String masked() {
        return value.charAt(0) + "***" + value.substring(value.indexOf('@'));
    }

    /** Masked, so that it can't get into a log or a message by accident. */
    @Override
    public String toString() {
        return masked();
    }
}
