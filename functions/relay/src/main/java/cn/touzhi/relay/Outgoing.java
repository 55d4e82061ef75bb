package cn.touzhi.relay;

import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.event.EventId;
import cn.touzhi.kernel.event.EventJson;
import cn.touzhi.kernel.standing.StandingEvents;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;

/**
 * An event on its way to the topic.
 *
 * @param position where it stands in the stream, its sequence number
 * @param item the key of the item that it came from
 * @param event the event's id
 * @param type the message attribute that subscriptions filter on
 * @param time when it happened
 * @param body CloudEvents JSON
 */
record Outgoing(String position, String item, EventId event, String type, Instant time, String body) {
    /** Whoever hears of these refuses tokens that were good before. */
    private static final Set<String> REVOKING = Set.of(
            StandingEvents.SESSION_ENDED, StandingEvents.SESSIONS_ENDED, "cn.touzhi.registration.AccountFrozen.v1");

    static Outgoing of(String position, String item, Event event) {
        return new Outgoing(position, item, event.id(), event.type(), event.time(), EventJson.write(event));
    }

    /** Whether access tokens count no more because of it. */
    boolean revokes() {
        return REVOKING.contains(type);
    }

    /** What counts towards the limit of a message: the body, and name, data type and value of the attribute. */
    int bytes() {
        return body.getBytes(StandardCharsets.UTF_8).length
                + Topic.TYPE.length()
                + Topic.STRING.length()
                + type.getBytes(StandardCharsets.UTF_8).length;
    }
}
