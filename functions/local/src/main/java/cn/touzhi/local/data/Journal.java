package cn.touzhi.local.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of JSON lines that only grows. What {@link #append} has returned from is on the disk, so nothing acknowledged
 * is lost; a line that a {@code kill -9} tore is cut off when the file is opened again.
 */
public final class Journal implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final FileChannel channel;
    private final List<JsonNode> found;
    private final boolean durable;

    private Journal(FileChannel channel, List<JsonNode> found, boolean durable) {
        this.channel = channel;
        this.found = found;
        this.durable = durable;
    }

    static Journal open(Path file, boolean durable) {
        try {
            List<JsonNode> lines = new ArrayList<>();
            long sound = Files.exists(file) ? read(Files.readAllBytes(file), lines) : 0;
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            channel.truncate(sound);
            channel.position(sound);
            return new Journal(channel, List.copyOf(lines), durable);
        } catch (IOException unusable) {
            throw new UncheckedIOException("The file %s cannot be used.".formatted(file), unusable);
        }
    }

    /** Reads whole lines and says where the last of them ends. */
    private static int read(byte[] bytes, List<JsonNode> lines) {
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                try {
                    lines.add(JSON.readTree(new String(bytes, start, i - start, StandardCharsets.UTF_8)));
                } catch (JsonProcessingException torn) {
                    return start;
                }
                start = i + 1;
            }
        }
        return start;
    }

    /** What stood in the file when it was opened, oldest first. */
    public List<JsonNode> found() {
        return found;
    }

    /** Adds a line; it is on the disk when this returns. */
    public synchronized void append(JsonNode line) {
        long end = -1;
        try {
            end = channel.position();
            ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            if (durable) {
                channel.force(false);
            }
        } catch (IOException full) {
            cutOff(end, full);
            throw new UncheckedIOException("The data folder cannot be written.", full);
        }
    }

    /** Half a line would swallow the next one. */
    private void cutOff(long end, IOException failure) {
        try {
            if (end >= 0) {
                channel.truncate(end);
            }
        } catch (IOException stillFull) {
            failure.addSuppressed(stillFull);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failed) {
            throw new UncheckedIOException("The data folder could not be closed.", failed);
        }
    }
}
