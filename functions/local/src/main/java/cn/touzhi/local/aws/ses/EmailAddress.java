package cn.touzhi.local.aws.ses;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address as SES takes it: ASCII, with or without a display name.
 *
 * @param display the name before it; empty where there is none
 */
record EmailAddress(String display, String local, String domain) {
    private static final Pattern BARE = Pattern.compile(
            "([\\x21-\\x7e&&[^<>@,;:\\\\\"()\\[\\]]]{1,64})@((?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z0-9-]{2,63})");

    private static final Pattern NAMED = Pattern.compile("(?:\"?([^\"<>\\x00-\\x1f]*?)\"?\\s*)?<([^<>]*)>");

    private static final int LONGEST = 320;

    static Optional<EmailAddress> parse(String text) {
        Matcher named = NAMED.matcher(text.strip());
        boolean isNamed = named.matches();
        Matcher bare = BARE.matcher(isNamed ? named.group(2) : text);
        if (text.length() > LONGEST || !bare.matches()) {
            return Optional.empty();
        }
        String display = isNamed && named.group(1) != null ? named.group(1) : "";
        return Optional.of(new EmailAddress(display, bare.group(1), bare.group(2)));
    }

    String bare() {
        return local + "@" + domain;
    }

    String lowerDomain() {
        return domain.toLowerCase(Locale.ROOT);
    }
}
