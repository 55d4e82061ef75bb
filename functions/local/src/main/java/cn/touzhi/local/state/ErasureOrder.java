package cn.touzhi.local.state;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;

/** The event by which somebody is erased everywhere ({@code infra/events.md}), for whoever wants to see that happen. */
final class ErasureOrder {
    static final String TOPIC = "DomainEvents";
    static final String TYPE = "cn.touzhi.privacy.ErasureOrdered.v1";

    private ErasureOrder() {}

    /** An id as the platform makes them: sixteen random bytes. */
    static String newId() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static String event(String order, String subject, Instant now) {
        ObjectNode event = JsonNodeFactory.instance
                .objectNode()
                .put("specversion", "1.0")
                .put("id", newId())
                .put("source", "cn.touzhi.privacy")
                .put("type", TYPE)
                .put("subject", subject)
                .put("time", now.truncatedTo(ChronoUnit.SECONDS).toString())
                .put("datacontenttype", "application/json");
        event.putObject("data").put("order", order);
        return event.toString();
    }
}
