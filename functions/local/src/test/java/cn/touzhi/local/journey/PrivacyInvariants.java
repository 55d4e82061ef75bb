package cn.touzhi.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is true of everything that privacy stores, whatever has happened, once all is at rest. */
final class PrivacyInvariants {
    private final SortedMap<String, JsonNode> items;

    private PrivacyInvariants(SortedMap<String, JsonNode> items) {
        this.items = items;
    }

    /** Of {@code items}, lines of {@code /_local/stores}. */
    static PrivacyInvariants of(List<JsonNode> items) {
        SortedMap<String, JsonNode> byKey = new TreeMap<>();
        items.stream()
                .filter(line -> line.path("store").asText().equals("PrivacyTable"))
                .forEach(line -> byKey.put(line.path("key").asText(), line.path("value")));
        return new PrivacyInvariants(byKey);
    }

    void assertHold() {
        assertThat(contradictions())
                .as("what privacy's table says against itself")
                .isEmpty();
    }

    /** Where they don't hold, one sentence each. */
    List<String> contradictions() {
        List<String> found = new ArrayList<>();
        items.forEach((key, item) -> {
            String subject = key.substring(key.indexOf('#') + 1, key.indexOf('/'));
            if (key.endsWith("/FENCE")) {
                require(item.has("finishedAt"), key + " is of an erasure that stopped half-way", found);
                require(under("CONSENTS#" + subject + "/").isEmpty(), key + " has consents behind it", found);
                require(under("FENCE#" + subject + "/").size() == 1, key + " has company", found);
            } else if (key.endsWith("/STATE")) {
                state(subject, item, found);
            } else if (key.contains("/ENTRY#")) {
                require(
                        Optional.ofNullable(items.get("CONSENTS#" + subject + "/STATE"))
                                .filter(state -> state.path("sequence").asInt() >= sequenceOf(key))
                                .isPresent(),
                        key + " is a line that the state doesn't know",
                        found);
            }
        });
        return found;
    }

    /** The log has no gaps, and its last line about each purpose is what holds. */
    private void state(String subject, JsonNode state, List<String> found) {
        SortedMap<String, JsonNode> log = under("CONSENTS#" + subject + "/ENTRY#");
        require(
                log.size() == state.path("sequence").asInt(),
                "the consents of " + subject + " count " + state.path("sequence") + " lines and have " + log.size(),
                found);
        Map<String, Boolean> last = new TreeMap<>();
        log.values()
                .forEach(line -> last.put(
                        line.path("purpose").asText(), line.path("given").asBoolean()));
        Map<String, Boolean> now = new TreeMap<>();
        state.path("consents")
                .properties()
                .forEach(entry ->
                        now.put(entry.getKey(), entry.getValue().path("given").asBoolean()));
        require(last.equals(now), "the consents of " + subject + " are not what their log says", found);
    }

    private SortedMap<String, JsonNode> under(String prefix) {
        return items.subMap(prefix, prefix + Character.MAX_VALUE);
    }

    private static int sequenceOf(String key) {
        return Integer.parseInt(key.substring(key.lastIndexOf('#') + 1));
    }

    private static void require(boolean holds, String otherwise, List<String> found) {
        if (!holds) {
            found.add(otherwise);
        }
    }
}
