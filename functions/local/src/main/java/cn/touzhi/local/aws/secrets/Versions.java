package cn.touzhi.local.aws.secrets;

import cn.touzhi.local.data.DataFolder;
import cn.touzhi.local.data.Journal;
import cn.touzhi.local.template.Secret;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The versions of all secrets; they outlive a {@code kill -9}. */
final class Versions implements AutoCloseable {
    static final String CURRENT = "AWSCURRENT";
    static final String PREVIOUS = "AWSPREVIOUS";

    /**
     * One version.
     *
     * @param text the value; empty where it is binary
     * @param binary the value in Base64; empty where it is text
     */
    record Version(String id, String text, String binary, Instant createdAt, List<String> stages) {}

    private final Journal journal;
    private final Clock clock;
    private final Map<String, Map<String, Version>> versions = new LinkedHashMap<>();

    Versions(DataFolder data, List<Secret> declared, Clock clock) {
        this.clock = clock;
        journal = data.journal("secrets");
        journal.found().forEach(this::apply);
        for (Secret secret : declared) {
            if (!versions.containsKey(secret.logicalId())) {
                versions.put(secret.logicalId(), new LinkedHashMap<>());
                Optional<String> first =
                        secret.value().or(() -> secret.generate().map(GeneratedSecret::from));
                first.ifPresent(
                        value -> put(secret.logicalId(), UUID.randomUUID().toString(), value, "", List.of(CURRENT)));
            }
        }
    }

    synchronized List<Version> of(String secret) {
        return List.copyOf(versions.getOrDefault(secret, Map.of()).values());
    }

    synchronized Optional<Version> byStage(String secret, String stage) {
        return of(secret).stream()
                .filter(version -> version.stages().contains(stage))
                .findFirst();
    }

    synchronized Optional<Version> byId(String secret, String id) {
        return Optional.ofNullable(versions.getOrDefault(secret, Map.of()).get(id));
    }

    /** Adds a version and moves the stages to it; what was current becomes the previous one. */
    synchronized void put(String secret, String id, String text, String binary, List<String> stages) {
        ObjectNode line = JsonNodeFactory.instance
                .objectNode()
                .put("secret", secret)
                .put("id", id)
                .put("text", text)
                .put("binary", binary)
                .put("at", clock.instant().toString());
        stages.forEach(line.putArray("stages")::add);
        journal.append(line);
        apply(line);
    }

    private void apply(JsonNode line) {
        Map<String, Version> all = versions.computeIfAbsent(line.path("secret").asText(), any -> new LinkedHashMap<>());
        List<String> stages = new ArrayList<>();
        line.path("stages").forEach(stage -> stages.add(stage.asText()));
        all.replaceAll((id, version) -> without(version, stages));
        String id = line.path("id").asText();
        all.put(
                id,
                new Version(
                        id,
                        line.path("text").asText(),
                        line.path("binary").asText(),
                        Instant.parse(line.path("at").asText()),
                        List.copyOf(stages)));
    }

    private static Version without(Version version, List<String> moved) {
        List<String> stages = new ArrayList<>(version.stages());
        boolean wasCurrent = stages.contains(CURRENT) && moved.contains(CURRENT);
        stages.removeAll(moved);
        if (moved.contains(CURRENT)) {
            stages.remove(PREVIOUS);
        }
        if (wasCurrent) {
            stages.add(PREVIOUS);
        }
        return new Version(version.id(), version.text(), version.binary(), version.createdAt(), List.copyOf(stages));
    }

    @Override
    public void close() {
        journal.close();
    }
}
