package cn.touzhi.local.console;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

/** Messages as {@code /_local/messages} tells them. */
final class Messages {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Messages() {}

    static String sms(String id, String code) {
        return smsTo("+8613800138000", id, code);
    }

    static String smsTo(String number, String id, String code) {
        return JSON.createObjectNode()
                .put("id", id)
                .put("channel", "sms")
                .put("to", number)
                .putNull("subject")
                .put("text", "【头职】%1$s 是您的验证码，10分钟内有效。\n\n@touzhi.cn #%1$s".formatted(code))
                .putNull("html")
                .put("at", "2026-11-23T12:00:04Z")
                .set("headers", JSON.createObjectNode())
                .toString();
    }

    static String mail(String html) {
        return JSON.createObjectNode()
                .put("id", "m2")
                .put("channel", "email")
                .put("to", "zhang.wei@example.com")
                .put("subject", "Your Touzhi code")
                .put("text", "Your code is 730155.")
                .put("html", html)
                .put("at", "2026-11-23T12:03:10Z")
                .set(
                        "headers",
                        JSON.valueToTree(Map.of("From", "Touzhi <no-reply@touzhi.cn>", "Message-ID", "<m2@touzhi.cn>")))
                .toString();
    }
}
