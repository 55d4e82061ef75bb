package cn.touzhi.local.agent;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/**
 * What patched code asks for the time instead of the system: the real time and an offset in milliseconds, which the
 * local cloud keeps in a file that every function's process maps into its memory.
 *
 * <p>It is loaded by the bootstrap loader, for {@code java.time.Clock} calls it.
 */
public final class ShiftedTime {
    private static volatile MappedByteBuffer offset;

    private ShiftedTime() {}

    static void readFrom(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            MappedByteBuffer mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, Long.BYTES);
            mapped.order(ByteOrder.BIG_ENDIAN);
            offset = mapped;
        }
    }

    /** In place of {@link System#currentTimeMillis()}. */
    public static long currentTimeMillis() {
        return System.currentTimeMillis() + offsetMillis();
    }

    /** Around what {@code Clock.currentInstant()} returns. */
    public static Instant shift(Instant real) {
        long millis = offsetMillis();
        return millis == 0 ? real : real.plusMillis(millis);
    }

    private static long offsetMillis() {
        return offset.getLong(0);
    }
}
