package cn.touzhi.local.lambda;

import cn.touzhi.local.aws.AwsCall;
import cn.touzhi.local.aws.Caller;
import cn.touzhi.local.template.LambdaFunction;
import cn.touzhi.local.template.Names;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * One process of a function with credentials of its own, which answers one event after the other.
 *
 * <p>It dies with the local cloud: its standard input is a pipe that nobody else holds (see the agent), and without the
 * agent the runtime interface client ends when it can't ask for its next event.
 */
final class ExecutionEnvironment implements Caller, AutoCloseable {
    private final LambdaFunction function;
    private final Credentials credentials;
    private final FunctionLogs logs;
    private final Clock clock;
    private final RuntimeApi api = new RuntimeApi();
    private final Process process;
    private final Instant startedAt;
    /** Of the present event; at first those of the process's start. */
    private volatile List<AwsCall> calls = new CopyOnWriteArrayList<>();

    private volatile String requestId = "";
    private volatile boolean killed;

    ExecutionEnvironment(
            EnvironmentCommand command,
            LambdaFunction function,
            Path taskRoot,
            Path temporary,
            Credentials credentials,
            FunctionLogs logs,
            Clock clock) {
        this.function = function;
        this.credentials = credentials;
        this.logs = logs;
        this.clock = clock;
        this.startedAt = Instant.now();
        try {
            process = command.process(taskRoot, temporary, credentials, api.address())
                    .start();
        } catch (IOException noProcess) {
            api.close();
            throw new UncheckedIOException(noProcess);
        }
        gather(process.getInputStream());
        gather(process.getErrorStream());
        process.onExit().thenAccept(ended -> api.ended(new Outcome.Crashed(describe(ended.exitValue()))));
    }

    Credentials credentials() {
        return credentials;
    }

    boolean alive() {
        return !killed && process.isAlive();
    }

    /**
     * Waits until the process asks for its first event.
     *
     * @return how it failed, if it did
     */
    Optional<Outcome> awaitInit(Duration limit) {
        return waitFor(api.initialised(), limit).orElseGet(() -> Optional.of(unanswered(limit)));
    }

    Duration initTook() {
        return Duration.between(startedAt, Instant.now());
    }

    /** Runs one event to its end; the process is dead after a time-out or a crash. */
    Outcome run(String id, byte[] event) {
        requestId = id;
        Duration limit = function.timeout();
        Instant deadline = clock.instant().plus(limit);
        var outcome = api.run(id, Names.function(function.logicalId()), event, deadline);
        if (!process.isAlive()) {
            api.ended(new Outcome.Crashed(describe(process.exitValue())));
        }
        return waitFor(outcome, limit).orElseGet(() -> unanswered(limit));
    }

    /** From now on calls belong to another event than those before. */
    void separateCalls() {
        calls = new CopyOnWriteArrayList<>();
    }

    /** The calls of the present event; those that outlast it are added when they are over. */
    List<AwsCall> calls() {
        return Collections.unmodifiableList(calls);
    }

    @Override
    public String function() {
        return function.logicalId();
    }

    @Override
    public String role() {
        return function.role();
    }

    @Override
    public boolean deployer() {
        return false;
    }

    @Override
    public Consumer<AwsCall> begins() {
        return calls::add;
    }

    @Override
    public void die() {
        killed = true;
        process.destroyForcibly();
    }

    @Override
    public void close() {
        die();
        api.close();
    }

    private static <T> Optional<T> waitFor(Future<T> future, Duration limit) {
        try {
            return Optional.of(future.get(limit.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException late) {
            return Optional.empty();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException failure) {
            throw new IllegalStateException(failure.getCause());
        }
    }

    /** Whoever is interrupted has not waited to the end. */
    private static Outcome unanswered(Duration limit) {
        return Thread.currentThread().isInterrupted() ? Outcome.CLOSING : new Outcome.TimedOut(limit);
    }

    private static String describe(int exitStatus) {
        // the shell's and the JDK's way to tell a signal
        return exitStatus > 128 ? "signal: " + (exitStatus - 128) : "exit status " + exitStatus;
    }

    private void gather(InputStream output) {
        Thread.ofVirtual().name("log of " + function.logicalId()).start(() -> {
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8))) {
                lines.lines().forEach(line -> logs.add(function, requestId, line));
            } catch (IOException | UncheckedIOException killed) {
                // what was written before the process was killed has been read
                return;
            }
        });
    }
}
