package cn.touzhi.relay;

import cn.touzhi.kernel.Environment;
import java.util.HashMap;
import java.util.Map;

/**
 * What the template tells the relay.
 *
 * @param topic the ARN of the topic that all rooms' events go to
 * @param rooms each room by the name of its table
 */
record RelaySettings(String topic, Map<String, String> rooms) {
    /** @throws IllegalStateException if a variable is missing or doesn't read {@code room=table,room=table} */
    static RelaySettings from(Environment environment) {
        return new RelaySettings(environment.text("DOMAIN_EVENTS"), roomsOf(environment.text("TABLES")));
    }

    private static Map<String, String> roomsOf(String tables) {
        Map<String, String> rooms = new HashMap<>();
        for (String pair : tables.split(",", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 1 || equals == pair.length() - 1) {
                throw new IllegalStateException("environment variable TABLES is not a list of room=table");
            }
            rooms.put(
                    pair.substring(equals + 1).strip(),
                    pair.substring(0, equals).strip());
        }
        return Map.copyOf(rooms);
    }
}
