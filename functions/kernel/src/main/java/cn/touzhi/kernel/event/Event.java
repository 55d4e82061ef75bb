package cn.touzhi.kernel.event;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Something that happened in a room, as other rooms hear of it (CloudEvents 1.0).
 *
 * @param id the same in every delivery; consumers are idempotent by it
 * @param type {@code cn.touzhi.<room>.<PastTense>.v<n>}
 * @param subject the subject id; empty where no subject exists yet
 * @param time when it happened
 * @param data ids and sealed letters, nothing else that concerns a person
 */
public record Event(EventId id, String type, Optional<String> subject, Instant time, Map<String, String> data) {
    private static final String PREFIX = "cn.touzhi.";

    /** Takes a copy of the data. */
    public Event {
        data = Map.copyOf(data);
    }

    /** The type's name as it travels, such as {@code cn.touzhi.registration.CodeRequested.v1}. */
    public static String typeOf(String room, String name, int version) {
        return PREFIX + room + "." + name + ".v" + version;
    }

    /** The room that says so, as its CloudEvents source: {@code cn.touzhi.registration}. */
    public String source() {
        int end = type.indexOf('.', PREFIX.length());
        return end < 0 ? type : type.substring(0, end);
    }

    /** Whether {@code room} may say so. */
    public boolean isOf(String room) {
        return type.startsWith(PREFIX + room + ".");
    }
}
