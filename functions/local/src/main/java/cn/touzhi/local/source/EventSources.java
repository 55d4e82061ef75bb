package cn.touzhi.local.source;

import cn.touzhi.local.engine.StoredMessage;
import cn.touzhi.local.lambda.FunctionLogs;
import cn.touzhi.local.lambda.FunctionPool;
import cn.touzhi.local.template.EventSource.FromQueue;
import cn.touzhi.local.template.EventSource.FromStream;
import cn.touzhi.local.template.EventSource.HttpRoute;
import cn.touzhi.local.template.EventSource.OnSchedule;
import cn.touzhi.local.template.LambdaFunction;
import cn.touzhi.local.time.ShiftedClock;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Everything in the template that invokes functions by itself: queues, streams, schedules. */
public final class EventSources implements AutoCloseable {
    private final FunctionPool functions;
    private final FunctionLogs logs;
    private final Pollers pollers;
    private final ShiftedClock clock;
    private final Settings settings;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Source> sources = new ArrayList<>();

    /**
     * @param endpoint where AWS is
     * @param checkpoints the folder in which streams' positions are kept
     * @param soonerTry after what time a function gets again what it failed at; empty for the queues' own visibility time
     * @param messages all of a queue
     * @param scheduler says whether a schedule may invoke its function
     */
    public record Settings(
            URI endpoint,
            Path checkpoints,
            Optional<Duration> soonerTry,
            Function<String, List<StoredMessage>> messages,
            Scheduler scheduler) {}

    /** Judges by the role that a schedule runs as. */
    public interface Scheduler {
        /** Whether the schedule of this name may invoke the function. */
        boolean mayInvoke(String function, String schedule);
    }

    /** Nothing is polled before {@link #start}. */
    public EventSources(
            FunctionPool functions, FunctionLogs logs, Pollers pollers, ShiftedClock clock, Settings settings) {
        this.functions = functions;
        this.logs = logs;
        this.pollers = pollers;
        this.clock = clock;
        this.settings = settings;
        functions.functions().forEach(function -> function.events().forEach(event -> {
            switch (event) {
                case FromQueue queue -> sources.add(queueSource(function, queue));
                case FromStream stream -> sources.add(streamSource(function, stream));
                case OnSchedule schedule -> sources.add(scheduleSource(function, schedule));
                case HttpRoute route -> {
                    // the gateway's
                }
            }
        }));
    }

    public void start() {
        sources.forEach(Source::start);
    }

    /** Whether no source has anything under way, and streams were found empty after {@code nanoTime}. */
    public boolean idleSince(long nanoTime) {
        return sources.stream().allMatch(source -> source.idleSince(nanoTime));
    }

    /**
     * Gives the functions behind a table's stream everything again that the stream still has.
     *
     * @return whether any function reads it
     */
    public boolean replay(String table) throws InterruptedException {
        boolean any = false;
        for (Source source : sources) {
            if (source instanceof StreamSource stream && stream.table().equals(table)) {
                stream.replay();
                any = true;
            }
        }
        return any;
    }

    @Override
    public void close() {
        sources.forEach(Source::close);
        http.shutdownNow();
    }

    private Source queueSource(LambdaFunction function, FromQueue source) {
        Optional<SoonerTries> soonerTries = settings.soonerTry()
                .map(time -> new SoonerTries(
                        source.queue(), time, RoleCalls.asDeployer(http, settings.endpoint()), () -> settings.messages()
                                .apply(source.queue())));
        return new QueueSource(function, source, callsAs(function), functions, complaintsOf(function), soonerTries);
    }

    private Source streamSource(LambdaFunction function, FromStream source) {
        RoleCalls aws = callsAs(function);
        Complaints complaints = complaintsOf(function);
        Path kept = settings.checkpoints().resolve("stream-%s-%s.json".formatted(function.logicalId(), source.name()));
        return new StreamSource(
                function,
                source,
                new StreamCalls(source.table(), aws, clock),
                new OnFailure(function, source, aws, complaints, clock),
                functions,
                Checkpoints.in(kept),
                complaints,
                clock);
    }

    private Source scheduleSource(LambdaFunction function, OnSchedule source) {
        return new ScheduleSource(
                function,
                source,
                () -> settings.scheduler().mayInvoke(function.logicalId(), source.name()),
                functions,
                complaintsOf(function),
                clock);
    }

    private RoleCalls callsAs(LambdaFunction function) {
        return new RoleCalls(http, settings.endpoint(), pollers.withRole(function.role()));
    }

    private Complaints complaintsOf(LambdaFunction function) {
        return new Complaints(function.logicalId(), logs, clock);
    }
}
