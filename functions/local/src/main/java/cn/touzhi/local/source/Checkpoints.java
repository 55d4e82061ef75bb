package cn.touzhi.local.source;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How far each shard of a stream has been worked off. A crash may lose the last step, never gain one: records then come
 * twice, as they may in AWS.
 */
final class Checkpoints {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FINISHED = "finished";
    private static final String BEGUN = "begun";

    private final Path file;
    private final Map<String, String> positions;

    private Checkpoints(Path file, Map<String, String> positions) {
        this.file = file;
        this.positions = positions;
    }

    static Checkpoints in(Path file) {
        try {
            Map<String, String> kept =
                    Files.exists(file) ? JSON.readValue(file.toFile(), new TypeReference<>() {}) : Map.of();
            return new Checkpoints(file, new ConcurrentHashMap<>(kept));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(file + " can't be read.", unreadable);
        }
    }

    /** The last sequence number with which nothing is left to do. */
    Optional<String> of(String shard) {
        return Optional.ofNullable(positions.get(shard))
                .filter(position -> !position.equals(FINISHED) && !position.equals(BEGUN));
    }

    boolean finished(String shard) {
        return FINISHED.equals(positions.get(shard));
    }

    /** Whether any shard was read before. */
    boolean any() {
        return !positions.isEmpty();
    }

    /** Whether it is known from where the shard is read. */
    boolean begun(String shard) {
        return positions.containsKey(shard);
    }

    /** @param after the record that is the last to be left out; empty to leave out none */
    void begin(String shard, Optional<String> after) {
        set(shard, after.orElse(BEGUN));
    }

    void set(String shard, String sequenceNumber) {
        positions.put(shard, sequenceNumber);
        save();
    }

    void finish(String shard) {
        set(shard, FINISHED);
    }

    void clear() {
        positions.clear();
        save();
    }

    private synchronized void save() {
        try {
            Path written = file.resolveSibling(file.getFileName() + ".new");
            JSON.writeValue(written.toFile(), positions);
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException full) {
            throw new UncheckedIOException(file + " can't be written.", full);
        }
    }
}
