package cn.touzhi.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where functions' code is unpacked and their temporary files lie: empty at the start, gone at the end. */
record WorkFolder(Path path) implements AutoCloseable {
    static WorkFolder in(Path data) {
        WorkFolder folder = new WorkFolder(data.resolve("work"));
        folder.close();
        try {
            Files.createDirectories(folder.path());
        } catch (IOException unwritable) {
            throw new UncheckedIOException("The folder %s can't be written.".formatted(data), unwritable);
        }
        return folder;
    }

    @Override
    public void close() {
        if (Files.notExists(path)) {
            return;
        }
        try (Stream<Path> files = Files.walk(path)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException inUse) {
            // a process that is just ending may still write; the next start deletes it
            return;
        }
    }
}
