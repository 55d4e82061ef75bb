package cn.touzhi.local.source;

import cn.touzhi.local.lambda.FunctionPool;
import cn.touzhi.local.template.EventSource.OnSchedule;
import cn.touzhi.local.template.LambdaFunction;
import cn.touzhi.local.template.Names;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Invokes a function by the clock. When the clock is moved past several times that were due, the function runs once: a
 * month's worth of minutes at once would be no use to anybody.
 */
final class ScheduleSource implements Source {
    /** How soon a moved clock is noticed. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private final LambdaFunction function;
    private final OnSchedule source;
    private final Schedule schedule;
    private final BooleanSupplier granted;
    private final FunctionPool functions;
    private final Complaints complaints;
    private final Clock clock;
    private volatile Optional<Thread> thread = Optional.empty();
    private volatile Optional<Instant> due;
    private volatile boolean running;

    /** @param granted whether the scheduler's role may invoke the function */
    ScheduleSource(
            LambdaFunction function,
            OnSchedule source,
            BooleanSupplier granted,
            FunctionPool functions,
            Complaints complaints,
            Clock clock) {
        this.function = function;
        this.source = source;
        this.schedule = Schedule.parse(source.expression());
        this.granted = granted;
        this.functions = functions;
        this.complaints = complaints;
        this.clock = clock;
        this.due = schedule.next(clock.instant());
    }

    @Override
    public void start() {
        thread =
                Optional.of(Thread.ofVirtual().name("schedule " + source.name()).start(this::watch));
    }

    @Override
    public boolean idleSince(long nanoTime) {
        return !running && due.map(time -> time.isAfter(clock.instant())).orElse(true);
    }

    @Override
    public void close() {
        thread.ifPresent(Thread::interrupt);
    }

    private void watch() {
        try {
            while (due.isPresent()) {
                if (!due.get().isAfter(clock.instant())) {
                    run(due.get());
                }
                TimeUnit.NANOSECONDS.sleep(BETWEEN_LOOKS.toNanos());
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(Instant time) {
        running = true;
        try {
            due = schedule.next(clock.instant());
            if (granted.getAsBoolean()) {
                functions.invoke(function.logicalId(), source.name(), event(time));
            }
        } catch (RuntimeException failure) {
            complaints.make(
                    "%s can't be run by %s: %s".formatted(function.logicalId(), source.name(), failure.getMessage()));
        } finally {
            running = false;
        }
    }

    private byte[] event(Instant time) {
        return source.input().orElseGet(() -> standardEvent(time).toString()).getBytes(StandardCharsets.UTF_8);
    }

    /** What EventBridge Scheduler sends where the template gives no input. */
    private ObjectNode standardEvent(Instant time) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("version", "0");
        event.put("id", UUID.randomUUID().toString());
        event.put("detail-type", "Scheduled Event");
        event.put("source", "aws.scheduler");
        event.put("account", Names.ACCOUNT);
        event.put("time", time.truncatedTo(ChronoUnit.SECONDS).toString());
        event.put("region", Names.REGION);
        event.putArray("resources").add(Names.arn("scheduler", "schedule/default/" + source.name()));
        event.put("detail", "{}");
        return event;
    }
}
