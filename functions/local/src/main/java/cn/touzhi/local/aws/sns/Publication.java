package cn.touzhi.local.aws.sns;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * One message for a topic.
 *
 * @param subject empty where there is none
 */
record Publication(String subject, String message, Map<String, Attribute> attributes) {
    /** How many bytes SNS counts: the message and its attributes' names, types and values. */
    int bytes() {
        int bytes = utf8(message);
        for (Map.Entry<String, Attribute> entry : attributes.entrySet()) {
            bytes += utf8(entry.getKey())
                    + utf8(entry.getValue().type())
                    + utf8(entry.getValue().value());
        }
        return bytes;
    }

    private static int utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
