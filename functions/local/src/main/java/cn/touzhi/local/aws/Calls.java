package cn.touzhi.local.aws;

import cn.touzhi.local.fault.Effect;
import cn.touzhi.local.fault.Faults;
import cn.touzhi.local.fault.Strike;
import cn.touzhi.local.iam.RefusedException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** What becomes of a call: permission first, then a fault if one is due, then the service; at last it is recorded. */
final class Calls implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Calls.class.getName());

    /** Longer than any function lives. */
    private static final Duration NEVER = Duration.ofMinutes(16);

    private final Faults faults;
    private final Clock clock;

    Calls(Faults faults, Clock clock) {
        this.faults = faults;
        this.clock = clock;
    }

    /** Empty where the caller shall not get an answer. */
    Optional<Answer> make(Service service, AwsRequest request, Caller caller) {
        Consumer<AwsCall> record = caller.begins();
        Instant startedAt = clock.instant();
        long start = System.nanoTime();
        String operation = service.operation(request);
        Outcome outcome = attempt(service, operation, request, caller);
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        Answer answer = outcome.answer();
        String word = outcome.silence().map(Effect::word).orElse(answer.outcome());
        record.accept(new AwsCall(
                service.name(), operation, startedAt, millis, word, answer.readUnits(), answer.writeUnits()));
        outcome.silence().ifPresent(effect -> keepFrom(caller, effect, outcome.strike()));
        return outcome.silence().isEmpty() ? Optional.of(answer) : Optional.empty();
    }

    /** The call is recorded by now: a caller that gives up sees it among its calls at once. */
    private static void keepFrom(Caller caller, Effect effect, Strike strike) {
        switch (effect) {
            case TIMEOUT -> pause(strike, NEVER);
            case CRASH -> caller.die();
            case LOSE_ANSWER, REFUSE, THROTTLE, CONFLICT -> {}
        }
    }

    private Outcome attempt(Service service, String operation, AwsRequest request, Caller caller) {
        if (caller.deployer()) {
            return Outcome.told(answerOf(service, request));
        }
        try {
            service.authorize(caller.role(), request);
        } catch (RefusedException refused) {
            return Outcome.told(service.wire().error(service.codes().accessDenied(refused.getMessage())));
        } catch (ServiceException error) {
            return Outcome.told(service.wire().error(error));
        }
        Strike strike = faults.strike(service.name(), operation, caller.function());
        pause(strike, strike.delay());
        return strike.effect()
                .map(effect -> struck(strike, effect, service, request))
                .orElseGet(() -> Outcome.told(answerOf(service, request)));
    }

    private static Outcome struck(Strike strike, Effect effect, Service service, AwsRequest request) {
        return switch (effect) {
            case REFUSE, THROTTLE, CONFLICT -> Outcome.told(service.wire().error(service.failure(effect, request)));
            case TIMEOUT -> new Outcome(service.wire().error(service.codes().broken()), strike, Optional.of(effect));
            case LOSE_ANSWER, CRASH -> new Outcome(answerOf(service, request), strike, Optional.of(effect));
        };
    }

    private static Answer answerOf(Service service, AwsRequest request) {
        try {
            return service.answer(request);
        } catch (ServiceException error) {
            return service.wire().error(error);
        } catch (RuntimeException fault) {
            // a fault of the local cloud's own, unless it is closing; the caller sees the service break down, as it may
            // any day
            if (!Thread.currentThread().isInterrupted()) {
                LOG.log(System.Logger.Level.ERROR, service.name() + " failed at " + service.operation(request), fault);
            }
            return service.wire().error(service.codes().broken());
        }
    }

    private static void pause(Strike strike, Duration time) {
        try {
            strike.lifted().await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whoever waits for something that never comes, waits no longer. */
    @Override
    public void close() {
        faults.clear();
    }

    /** @param silence the effect that keeps the answer from the caller */
    private record Outcome(Answer answer, Strike strike, Optional<Effect> silence) {
        static Outcome told(Answer answer) {
            return new Outcome(answer, Strike.NONE, Optional.empty());
        }
    }
}
