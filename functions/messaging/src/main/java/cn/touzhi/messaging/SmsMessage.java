package cn.touzhi.messaging;

import java.util.regex.Pattern;

/**
 * A text message.
 *
 * @param to the number in E.164 form, such as {@code +8613800138000}
 * @param text what it says; 70 UTF-16 units fit into one segment of UCS-2 (3GPP TS 23.038)
 */
public record SmsMessage(String to, String text) {
    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{1,14}");

    /** @throws IllegalArgumentException if {@code to} is no number in E.164 form, or the text is empty */
    public SmsMessage {
        if (!E164.matcher(to).matches()) {
            throw new IllegalArgumentException("not a phone number in E.164 form");
        }
        if (text.isBlank()) {
            throw new IllegalArgumentException("a text message without text");
        }
    }

    /** Says nothing of number and text, so that neither gets into a log. */
    @Override
    public String toString() {
        return "SmsMessage[" + text.length() + " characters]";
    }
}
