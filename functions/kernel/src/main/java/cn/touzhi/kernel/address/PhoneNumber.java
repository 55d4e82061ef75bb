package cn.touzhi.kernel.address;

import java.util.regex.Pattern;

/**
 * A phone number.
 *
 * @param value in E.164, such as {@code +8613800138000}
 */
public record PhoneNumber(String value) implements Address {
    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");
    private static final int LAST = 4;
    private static final int HIDDEN = 4;

    /** @throws IllegalArgumentException if {@code value} is not E.164; what people type goes to {@link PhoneNumbers} */
    public PhoneNumber {
        if (!E164.matcher(value).matches()) {
            throw new IllegalArgumentException("not a number in E.164");
        }
    }

    /** Such as {@code +86138****8000}. */
    @Override
    public String masked() {
        int shown = Math.max(2, value.length() - LAST - HIDDEN);
        return value.substring(0, shown) + "****" + value.substring(value.length() - LAST);
    }

    /** Masked, so that it can't get into a log or a message by accident. */
    @Override
    public String toString() {
        return masked();
    }
}
