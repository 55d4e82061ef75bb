package cn.touzhi.local.time;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The local cloud's time: the real one, moved forward by {@link #advance}.
 *
 * <p>The offset lies in a file that functions' processes map into their memory, so that they see a move at once; the
 * moves made so far lie beside it, so that what an engine stamped with real time can be dated ({@link #dated}).
 */
public final class ShiftedClock extends Clock {
    private static final String OFFSET = "clock";
    private static final String MOVES = "clock-moves";

    private static final Instant LAST = Instant.parse("9999-01-01T00:00:00Z");

    private final InstantSource real;
    private final Path folder;
    private final MappedByteBuffer offset;
    private final List<Move> moves;
    private final Map<String, Instant> firstSeen = new ConcurrentHashMap<>();

    /** @param at real time of the move; @param total the whole offset from then on */
    private record Move(Instant at, Duration total) {}

    private ShiftedClock(InstantSource real, Path folder, MappedByteBuffer offset, List<Move> moves) {
        this.real = real;
        this.folder = folder;
        this.offset = offset;
        this.moves = moves;
    }

    /**
     * @param folder where the offset is kept; what an earlier run left there holds on
     * @throws UncheckedIOException if nothing can be kept there
     */
    public static ShiftedClock in(Path folder) {
        return in(folder, InstantSource.system());
    }

    static ShiftedClock in(Path folder, InstantSource real) {
        try {
            Files.createDirectories(folder);
            try (FileChannel channel = FileChannel.open(
                    folder.resolve(OFFSET),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE)) {
                MappedByteBuffer offset = channel.map(FileChannel.MapMode.READ_WRITE, 0, Long.BYTES);
                return new ShiftedClock(real, folder, offset, readMoves(folder.resolve(MOVES)));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("The clock can't be kept in " + folder, failure);
        }
    }

    /** The file that the agent of functions' processes reads. */
    public Path file() {
        return folder.resolve(OFFSET);
    }

    /**
     * Moves the time forward.
     *
     * @param by positive: data of the future would be left behind otherwise
     * @return what the time is now
     */
    public synchronized Instant advance(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("The clock only goes forward.");
        }
        Duration total = offset().plus(by);
        checkReach(total);
        Move move = new Move(real.instant(), total);
        try {
            Files.writeString(
                    folder.resolve(MOVES),
                    move.at() + " " + move.total() + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException failure) {
            throw new UncheckedIOException("The clock can't be kept in " + folder, failure);
        }
        moves.add(move);
        offset.putLong(0, total.toMillis());
        offset.force();
        return instant();
    }

    /** Beyond it neither dates nor their text are of four digits, and what is kept could not be read again. */
    private void checkReach(Duration total) {
        if (total.compareTo(Duration.between(real.instant(), LAST)) > 0) {
            throw new IllegalArgumentException("The clock goes no further than %s.".formatted(LAST));
        }
    }

    /** How far the time has been moved in all. */
    public Duration offset() {
        return Duration.ofMillis(offset.getLong(0));
    }

    /** What this clock showed when the real time was {@code stamp}. */
    public synchronized Instant dated(Instant stamp) {
        return moves.stream()
                .filter(move -> !move.at().isAfter(stamp))
                .max(Comparator.comparing(Move::total))
                .map(move -> stamp.plus(move.total()))
                .orElse(stamp);
    }

    /**
     * The same of something that an engine stamps too coarsely: it can't be younger than when it was first seen.
     *
     * @param mark tells it from all else
     * @param latest real time by which it was there at the latest, as far as its stamp tells
     */
    public Instant dated(String mark, Instant latest) {
        Instant seen = firstSeen.computeIfAbsent(mark, first -> real.instant());
        return dated(seen.isBefore(latest) ? seen : latest);
    }

    @Override
    public Instant instant() {
        return real.instant().plus(offset());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        InstantSource moving = this::instant;
        return moving.withZone(zone);
    }

    private static List<Move> readMoves(Path file) throws IOException {
        List<Move> moves = new ArrayList<>();
        if (Files.exists(file)) {
            String text = Files.readString(file);
            // a kill -9 may have torn the last line; its move was never made then
            String whole = text.substring(0, text.lastIndexOf('\n') + 1);
            for (String line : whole.lines().toList()) {
                String[] fields = line.split(" ");
                moves.add(new Move(Instant.parse(fields[0]), Duration.parse(fields[1])));
            }
            Files.writeString(file, whole);
        }
        return moves;
    }
}
