package cn.touzhi.local.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A running engine. */
final class EngineProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(30);

    private final String name;
    private final Process process;
    private final Path log;

    EngineProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    long pid() {
        return process.pid();
    }

    /** Returns once {@code ready} says so; if the process ends before, or takes too long, it is ended and told of. */
    void await(BooleanSupplier ready) {
        try {
            awaitOrFail(ready);
        } catch (RuntimeException failed) {
            close();
            throw failed;
        }
    }

    private void awaitOrFail(BooleanSupplier ready) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!ready.getAsBoolean()) {
            try {
                if (process.waitFor(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new EngineException("%s ended while starting: %s".formatted(name, lastWords()));
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new EngineException("Starting %s was interrupted.".formatted(name), interrupted);
            }
            if (System.nanoTime() > deadline) {
                throw new EngineException("%s was not ready within %s; its log is %s."
                        .formatted(name, PATIENCE.toString().substring(2), log));
            }
        }
    }

    /** The root of what it complained of, if it did, or else its last line. */
    private String lastWords() {
        try {
            List<String> lines = Files.readAllLines(log);
            return lines.stream()
                    .filter(line -> line.contains("Exception") && !line.startsWith("\t"))
                    .reduce((earlier, later) -> later)
                    .or(() -> lines.stream().reduce((earlier, later) -> later))
                    .orElse("no output");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
