package cn.touzhi.local.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/** Where a local cloud keeps everything: a folder that lasts, or one that goes with it. */
public final class DataFolder implements AutoCloseable {
    private final Path folder;
    private final boolean lasting;
    private final FileChannel channel;
    private final FileLock lock;

    private DataFolder(Path folder, boolean lasting, FileChannel channel, FileLock lock) {
        this.folder = folder;
        this.lasting = lasting;
        this.channel = channel;
        this.lock = lock;
    }

    /** A folder that is deleted in the end. */
    public static DataFolder temporary() {
        try {
            return open(Files.createTempDirectory("touzhi-"), false);
        } catch (IOException unwritable) {
            throw new UncheckedIOException("No temporary folder can be made.", unwritable);
        }
    }

    /**
     * A folder whose content outlives this process and its {@code kill -9}.
     *
     * @throws IllegalStateException if another local cloud uses it
     */
    public static DataFolder at(Path folder) {
        try {
            return open(Files.createDirectories(folder.toAbsolutePath().normalize()), true);
        } catch (IOException unwritable) {
            throw new UncheckedIOException("The folder %s cannot be written.".formatted(folder), unwritable);
        }
    }

    private static DataFolder open(Path folder, boolean lasting) throws IOException {
        FileChannel channel =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = tryLock(channel);
        if (lock == null) {
            channel.close();
            throw new IllegalStateException("The folder %s is in use by another local cloud.".formatted(folder));
        }
        return new DataFolder(folder, lasting, channel, lock);
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException held) {
            return null;
        }
    }

    public Path path() {
        return folder;
    }

    /** Whether the content outlives this process. */
    public boolean lasting() {
        return lasting;
    }

    /** A folder of its own inside, made if missing. */
    public Path folder(String name) {
        try {
            return Files.createDirectories(folder.resolve(name));
        } catch (IOException unwritable) {
            throw new UncheckedIOException("The folder %s cannot be written.".formatted(folder), unwritable);
        }
    }

    /** The journal {@code name}.jsonl inside, with what it held before. */
    public Journal journal(String name) {
        return Journal.open(folder.resolve(name + ".jsonl"), lasting);
    }

    @Override
    public void close() {
        try {
            lock.release();
            channel.close();
            if (!lasting) {
                Files.walkFileTree(folder, new Deletion());
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("The folder %s could not be closed.".formatted(folder), failed);
        }
    }

    /** Deletes what is there; files that go away meanwhile, as engines' own may, are as good as deleted. */
    private static final class Deletion extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failed) throws IOException {
            if (failed instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failed;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, IOException failed) throws IOException {
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
