package cn.touzhi.local;

import cn.touzhi.local.aws.Caller;
import cn.touzhi.local.aws.Callers;
import cn.touzhi.local.aws.LocalAws;
import cn.touzhi.local.aws.Session;
import cn.touzhi.local.aws.lambda.LambdaService;
import cn.touzhi.local.data.DataFolder;
import cn.touzhi.local.gateway.Gateway;
import cn.touzhi.local.gateway.GatewayHttp;
import cn.touzhi.local.lambda.FunctionLogs;
import cn.touzhi.local.lambda.FunctionPool;
import cn.touzhi.local.lambda.ManagedRuntime;
import cn.touzhi.local.lambda.Outcome;
import cn.touzhi.local.lambda.RuntimeSettings;
import cn.touzhi.local.source.EventSources;
import cn.touzhi.local.source.Pollers;
import cn.touzhi.local.source.StreamContents;
import cn.touzhi.local.state.CloudView;
import cn.touzhi.local.state.Drain;
import cn.touzhi.local.state.FunctionsView;
import cn.touzhi.local.state.LocalApi;
import cn.touzhi.local.state.StoresView;
import cn.touzhi.local.state.TemplateView;
import cn.touzhi.local.template.HttpApi;
import cn.touzhi.local.template.LambdaFunction;
import cn.touzhi.local.template.Stack;
import cn.touzhi.local.time.AgentJar;
import cn.touzhi.local.time.ShiftedClock;
import cn.touzhi.local.time.TimeToLive;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/**
 * A template alive on this machine: its APIs, functions, tables, queues and topics, on one port of 127.0.0.1. What it is
 * made of is described in {@code functions/local/README.md}.
 */
public final class LocalCloud implements AutoCloseable {
    private static final Duration INIT_LIMIT = Duration.ofSeconds(60);
    private static final int WAITING = 1_000;

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final KnownCallers callers = new KnownCallers();
    private final Options options;
    private final Stack stack;
    private final LocalServer server;
    private final LocalAws aws;
    private final FunctionPool functions;

    private LocalCloud(Options options) {
        this.options = options;
        try {
            stack = Stack.read(options.template(), options.parameters());
            server = keep(new LocalServer(options.port()));
            DataFolder data = keep(options.data().map(DataFolder::at).orElseGet(DataFolder::temporary));
            WorkFolder work = keep(WorkFolder.in(data.path()));
            ShiftedClock clock = ShiftedClock.in(data.path());
            aws = keep(LocalAws.start(engines(), stack, data, callers, server.origins(), clock));
            PlatformGrants platform = new PlatformGrants(stack, aws.permissions());
            FunctionLogs logs = new FunctionLogs(clock);
            RuntimeSettings settings = settings(work.path(), clock, platform);
            functions = keep(new FunctionPool(stack.functions(), settings, logs, clock));
            Pollers pollers = new Pollers();
            callers.know(functions, pollers);
            aws.add(new LambdaService(stack, functions, aws.permissions()));
            EventSources sources = keep(new EventSources(
                    functions,
                    logs,
                    pollers,
                    clock,
                    new EventSources.Settings(
                            aws.endpoint(), data.path(), options.visibility(), aws.queues()::messages, platform)));
            TimeToLive timeToLive = keep(new TimeToLive(aws::sweep, clock));
            Gateway gateway = new Gateway(stack, functions, logs, clock);
            failIfStopped();
            if (options.warm()) {
                warmUp();
                gateway.discoverIssuers();
            }
            failIfStopped();
            sources.start();
            server.open(new GatewayHttp(gateway));
            HttpClient http = keep(
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
            server.api()
                    .open(new LocalApi.Views(
                            new FunctionsView(functions, logs, apis()),
                            new StoresView(
                                    stack,
                                    aws,
                                    new StreamContents(http, aws.endpoint(), clock),
                                    logs,
                                    sources,
                                    new Drain(functions, sources, timeToLive, aws.queues()::depth),
                                    clock),
                            new CloudView(
                                    clock,
                                    aws.faults(),
                                    aws.permissions().grants(),
                                    new TemplateView(stack, functions, aws.queues()))));
        } catch (RuntimeException failed) {
            close();
            throw failed;
        }
    }

    /**
     * Starts everything, and returns once all is up.
     *
     * @throws StartException if a port is taken or a function does not start, in one sentence
     * @throws cn.touzhi.local.template.TemplateException what is wrong with the template, in one sentence
     * @throws cn.touzhi.local.engine.EngineException if an engine does not start, in one sentence
     * @throws cn.touzhi.local.lambda.FunctionException if a function's code or handler is missing, in one sentence
     */
    public static LocalCloud start(Options options) {
        return new LocalCloud(options);
    }

    /** Where the APIs, the console and {@code /_local/} are. */
    public URI url() {
        return server.url();
    }

    /** Where AWS is: {@code AWS_ENDPOINT_URL}, with the access key {@code local} as whoever may do everything. */
    public URI awsEndpoint() {
        return aws.endpoint();
    }

    /** The template as it is read here. */
    public Stack stack() {
        return stack;
    }

    /** The functions, for whoever measures or invokes them without HTTP. */
    public FunctionPool functions() {
        return functions;
    }

    /** Ends all processes and, unless a folder for it was given, deletes the data. */
    @Override
    public void close() {
        // whoever interrupted a start wants it to end well: parts wait for their processes
        boolean interrupted = Thread.interrupted();
        closeParts();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void closeParts() {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.removeLast();
            try {
                part.close();
            } catch (Exception failed) {
                System.getLogger("local").log(System.Logger.Level.WARNING, "A part did not close.", failed);
            }
        }
    }

    private static void failIfStopped() {
        if (Thread.currentThread().isInterrupted()) {
            throw new StartException("It was stopped while it started.");
        }
    }

    private <T extends AutoCloseable> T keep(T part) {
        parts.add(part);
        return part;
    }

    private Set<String> apis() {
        return stack.apis().stream().map(HttpApi::logicalId).collect(Collectors.toSet());
    }

    private Path engines() {
        return options.root().resolve("functions/local/engines");
    }

    private RuntimeSettings settings(Path work, ShiftedClock clock, PlatformGrants platform) {
        ManagedRuntime runtime = ManagedRuntime.of(engines().resolve("runtime/target/lib"), work);
        Path agent = AgentJar.of(options.root().resolve("functions/local"));
        return new RuntimeSettings(
                runtime.jars(),
                runtime.nativeLibrary(),
                Optional.of(new RuntimeSettings.Agent(agent, clock.file().toAbsolutePath())),
                work,
                aws.endpoint().toString(),
                options.concurrency(),
                WAITING,
                INIT_LIMIT,
                platform::starting);
    }

    /** All at once; a function that can't start is told of here and not at the first request. */
    private void warmUp() {
        Map<String, Future<Optional<Outcome>>> starting = new LinkedHashMap<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (LambdaFunction function : stack.functions()) {
                String name = function.logicalId();
                starting.put(name, threads.submit(() -> functions.warm(name)));
            }
        }
        starting.forEach((name, result) -> reason(result).ifPresent(reason -> {
            throw new StartException("%s does not start: %s".formatted(name, reason));
        }));
    }

    private static Optional<String> reason(Future<Optional<Outcome>> start) {
        return start.state() == Future.State.SUCCESS
                ? start.resultNow().map(LocalCloud::reason)
                : Optional.of(String.valueOf(start.exceptionNow().getMessage()));
    }

    private static String reason(Outcome failure) {
        return switch (failure) {
            case Outcome.Failed failed -> failed.type() + ": " + failed.message();
            case Outcome.Crashed crashed -> crashed.reason();
            case Outcome.TimedOut late -> "not within " + late.after().toSeconds() + " s";
            case Outcome.Throttled none -> "the template reserves no concurrency for it";
            case Outcome.Returned returned -> returned.word();
        };
    }

    /** Whoever got credentials here. */
    private static final class KnownCallers implements Callers {
        private volatile List<Callers> all = List.of();

        void know(Callers... callers) {
            all = List.of(callers);
        }

        @Override
        public Optional<Caller> byAccessKey(String accessKeyId) {
            return all.stream()
                    .flatMap(callers -> callers.byAccessKey(accessKeyId).stream())
                    .findFirst();
        }

        @Override
        public Optional<Session> session(String accessKeyId) {
            return all.stream()
                    .flatMap(callers -> callers.session(accessKeyId).stream())
                    .findFirst();
        }
    }
}
