package cn.touzhi.local.data;

import java.time.Instant;
import java.util.Map;

/**
 * What reached a person outside.
 *
 * @param channel sms, email or push
 * @param to a phone number in E.164 or an e-mail address
 * @param subject empty where the channel has none
 * @param text the plain text; empty where there is none
 * @param html empty where there is none
 * @param headers of an e-mail, or an SMS's attributes
 */
public record Message(
        String id,
        String channel,
        String to,
        String subject,
        String text,
        String html,
        Map<String, String> headers,
        Instant at) {}
