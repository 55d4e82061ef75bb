package cn.touzhi.local.lambda;

import cn.touzhi.local.aws.Caller;
import cn.touzhi.local.aws.Callers;
import cn.touzhi.local.aws.Session;
import cn.touzhi.local.template.LambdaFunction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** All functions of the template, ready to be invoked: what the Lambda service is to a function. */
public final class FunctionPool implements Callers, AutoCloseable {
    private final RuntimeSettings settings;
    private final Clock clock;
    private final FunctionLogs logs;
    private final Invocations invocations = new Invocations();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicLong begun = new AtomicLong();
    private final AtomicInteger started = new AtomicInteger();
    private final Map<String, FunctionInstances> instances = new LinkedHashMap<>();
    private final Map<String, ExecutionEnvironment> environments = new ConcurrentHashMap<>();
    /** Of every process that ever was: what one signed for a browser holds on when it is gone. */
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();

    private volatile boolean closed;

    /**
     * Unpacks the functions' code; no process is started yet.
     *
     * @throws FunctionException if a function's code or handler is missing
     */
    public FunctionPool(List<LambdaFunction> functions, RuntimeSettings settings, FunctionLogs logs, Clock clock) {
        this.settings = settings;
        this.logs = logs;
        this.clock = clock;
        for (LambdaFunction function : functions) {
            Path taskRoot = FunctionCode.unpack(function, folder("code", function.logicalId()));
            EnvironmentCommand command = new EnvironmentCommand(settings, function);
            instances.put(
                    function.logicalId(),
                    new FunctionInstances(
                            function,
                            () -> start(function, command, taskRoot),
                            this::discard,
                            settings.concurrency(),
                            settings.waiting()));
        }
    }

    /**
     * Runs a function and waits for its end.
     *
     * @param function logical id
     * @param source what invokes it, for the record
     * @param event JSON
     * @throws IllegalArgumentException if the template has no such function
     */
    public Invocation invoke(String function, String source, byte[] event) {
        FunctionInstances pool = instancesOf(function);
        Run run = new Run(UUID.randomUUID().toString(), function, source, clock.instant(), System.nanoTime());
        begun.incrementAndGet();
        underWay.incrementAndGet();
        try {
            Optional<FunctionInstances.Lease> lease = pool.lease();
            Invocation invocation =
                    lease.isPresent() ? run(run, pool, lease.get(), event) : run.end(new Outcome.Throttled());
            invocations.add(invocation);
            return invocation;
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return run.end(Outcome.CLOSING);
        } finally {
            underWay.decrementAndGet();
        }
    }

    /**
     * Starts one environment ahead of the first event, as provisioned concurrency would.
     *
     * @return how that failed, if it did
     */
    public Optional<Outcome> warm(String function) {
        FunctionInstances pool = instancesOf(function);
        try {
            Optional<FunctionInstances.Lease> lease = pool.lease();
            if (lease.isEmpty()) {
                return Optional.of(new Outcome.Throttled());
            }
            ExecutionEnvironment environment = lease.get().environment();
            Optional<Outcome> failure = environment.awaitInit(settings.initLimit());
            failure.ifPresent(none -> discard(environment));
            pool.release(environment);
            return failure;
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Whether any function is running at this moment. */
    public boolean busy() {
        return underWay.get() > 0;
    }

    /** How many runs have begun so far. */
    public long begun() {
        return begun.get();
    }

    /** The latest invocations of one function or of all, newest first. */
    public List<Invocation> invocations(Optional<String> function) {
        return invocations.of(function);
    }

    /** The functions as the template declares them. */
    public List<LambdaFunction> functions() {
        return instances.values().stream().map(FunctionInstances::function).toList();
    }

    /** How many processes a function has at this moment. */
    public long processes(String function) {
        return environments.values().stream()
                .filter(environment -> environment.function().equals(function))
                .count();
    }

    @Override
    public Optional<Caller> byAccessKey(String accessKeyId) {
        return Optional.ofNullable(environments.get(accessKeyId));
    }

    @Override
    public Optional<Session> session(String accessKeyId) {
        return Optional.ofNullable(sessions.get(accessKeyId));
    }

    /** Kills every process. */
    @Override
    public void close() {
        closed = true;
        environments.values().forEach(this::discard);
    }

    private Invocation run(Run run, FunctionInstances pool, FunctionInstances.Lease lease, byte[] event) {
        ExecutionEnvironment environment = lease.environment();
        try {
            if (!lease.cold()) {
                environment.separateCalls();
            }
            Optional<Outcome> failure = lease.cold() ? environment.awaitInit(settings.initLimit()) : Optional.empty();
            Duration init = lease.cold() ? environment.initTook() : Duration.ZERO;
            Outcome outcome = failure.orElseGet(() -> environment.run(run.id(), event));
            Invocation invocation = run.end(outcome, lease.cold(), init, environment);
            report(pool.function(), invocation);
            if (failure.isPresent() || outcome instanceof Outcome.TimedOut || outcome instanceof Outcome.Crashed) {
                discard(environment);
            }
            return invocation;
        } finally {
            pool.release(environment);
        }
    }

    private void report(LambdaFunction function, Invocation invocation) {
        String cold = invocation.cold()
                ? "\tInit Duration: %d ms".formatted(invocation.init().toMillis())
                : "";
        String text = "REPORT RequestId: %s\tDuration: %d ms%s\tStatus: %s"
                .formatted(
                        invocation.id(),
                        invocation.took().minus(invocation.init()).toMillis(),
                        cold,
                        invocation.outcome().word());
        logs.add(function, invocation.id(), text);
    }

    private ExecutionEnvironment start(LambdaFunction function, EnvironmentCommand command, Path taskRoot) {
        settings.starting().accept(function);
        Credentials credentials = Credentials.random();
        String name = String.format(Locale.ROOT, "%s-%d", function.logicalId(), started.incrementAndGet());
        ExecutionEnvironment environment =
                new ExecutionEnvironment(command, function, taskRoot, folder("tmp", name), credentials, logs, clock);
        sessions.put(credentials.accessKeyId(), new Session(credentials, function.role()));
        environments.put(credentials.accessKeyId(), environment);
        if (closed) {
            discard(environment);
        }
        return environment;
    }

    private void discard(ExecutionEnvironment environment) {
        if (environments.remove(environment.credentials().accessKeyId()) != null) {
            environment.close();
        }
    }

    private FunctionInstances instancesOf(String function) {
        FunctionInstances found = instances.get(function);
        if (found == null) {
            throw new IllegalArgumentException("The template has no function " + function + ".");
        }
        return found;
    }

    private Path folder(String kind, String name) {
        try {
            return Files.createDirectories(settings.workFolder().resolve(kind).resolve(name))
                    .toRealPath();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** An invocation that has begun. */
    private record Run(String id, String function, String source, Instant at, long nanos) {
        Invocation end(Outcome outcome) {
            return new Invocation(id, function, source, false, at, took(), Duration.ZERO, outcome, List.of());
        }

        Invocation end(Outcome outcome, boolean cold, Duration init, ExecutionEnvironment environment) {
            return new Invocation(id, function, source, cold, at, took(), init, outcome, environment.calls());
        }

        private Duration took() {
            return Duration.ofNanos(System.nanoTime() - nanos);
        }
    }
}
