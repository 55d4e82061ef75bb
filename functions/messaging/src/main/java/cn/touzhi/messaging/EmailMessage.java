package cn.touzhi.messaging;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An e-mail that a machine wrote, to one address.
 *
 * @param to the bare address, without a display name
 * @param subject one line
 * @param text the whole message for those who don't read HTML
 * @param html the same as a document of HTML, what comes from outside already encoded for it
 * @param language what it is written in
 */
public record EmailMessage(String to, String subject, String text, String html, Locale language) {
    /** RFC 5321, 4.5.3.1.3: a path has 256 octets, two of them brackets. */
    private static final int LONGEST_ADDRESS = 254;
    /** What would end an address or begin a second one; a bare address needs none of it (ASVS 5, 1.3.11). */
    private static final Pattern ADDRESS =
            Pattern.compile("[^@,;:<>()\\[\\]\"\\\\\\p{Cntrl}\\p{Z}]+" + "@[^@,;:<>()\\[\\]\"\\\\\\p{Cntrl}\\p{Z}]+");

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]");

    /**
     * @throws IllegalArgumentException if {@code to} is more or less than one address, or a line break or another
     *     control character stands in it or in the subject, where it would end the header and begin another
     */
    public EmailMessage {
        if (to.length() > LONGEST_ADDRESS || !ADDRESS.matcher(to).matches()) {
            throw new IllegalArgumentException("not a bare e-mail address");
        }
        if (subject.isBlank() || CONTROL.matcher(subject).find()) {
            throw new IllegalArgumentException("not a subject of one line");
        }
    }

    /** Says nothing of address and content, so that neither gets into a log. */
    @Override
    public String toString() {
        return "EmailMessage[" + language.toLanguageTag() + ", " + text.length() + " characters]";
    }
}
