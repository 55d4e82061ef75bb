package cn.touzhi.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/**
 * Tries a flow with each of its calls to AWS failing in each way: the first call, the second, and so on until a call is no
 * longer made. Then it lets the flow be repeated as its client or queue would, waits until all is at rest, and looks whether
 * what was asked for has come about once, and whether the stores contradict themselves ({@link Invariants}).
 */
final class Sweep {
    /** A try of sending that died is known for dead after half a minute. */
    private static final Duration DEAD_FOR_CERTAIN = Duration.ofSeconds(31);

    /** All of them come from one machine, which gets no more codes in an hour without a challenge (ClientSendsFree). */
    private static final int TRIALS_AN_HOUR = 60;

    /** Which single trial to repeat: {@code flow/function:call:kind}. */
    static final String ONE = System.getProperty("sweep", "");

    private final World world;
    private final Figures figures;
    private int trials;

    Sweep(World world, Figures figures) {
        this.world = world;
        this.figures = figures;
    }

    /** A test for each call of {@code flow} and each of {@code failures} of its function; how many, the calls themselves tell. */
    Stream<DynamicNode> of(Flow flow, Function<String, List<Failure>> failures) {
        return flow.functions().stream().flatMap(function -> failures.apply(function).stream()
                .map(failure -> DynamicContainer.dynamicContainer(
                        flow.name() + "/" + function + ": " + failure, of(flow, function, failure))));
    }

    /** Whether all is asked for, or all of {@code flow} among others: every call, in every way. */
    static boolean isWhole(String flow) {
        return ONE.equals("all") || List.of(ONE.split(",")).contains(flow);
    }

    /** The one trial that {@link #ONE} names, if it is of {@code flow}. */
    Stream<DynamicNode> one(Flow flow) {
        String[] parts = ONE.split("[/:]");
        if (parts.length != 4 || !parts[0].equals(flow.name())) {
            return Stream.of();
        }
        int call = Integer.parseInt(parts[2]);
        return Stream.of(
                DynamicTest.dynamicTest(ONE, () -> assertThat(holds(flow, parts[1], call, Failure.of(parts[3])))
                        .as("whether there is such a call")
                        .isTrue()));
    }

    private Stream<DynamicTest> of(Flow flow, String function, Failure failure) {
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(
                        new Trials(flow, function, failure), Spliterator.ORDERED | Spliterator.NONNULL),
                false);
    }

    /**
     * One trial.
     *
     * @return whether there was such a call, and it failed
     */
    private boolean holds(Flow flow, String function, int call, Failure failure) {
        if (++trials % TRIALS_AN_HOUR == 0) {
            world.advance(Duration.ofHours(1));
        }
        world.drain();
        Flow.Trial trial = flow.begin().apply(world);
        world.drain();
        Set<String> before = idsOf(function);
        world.set(List.of(failure.at(function, call)));
        try {
            if (answered(trial)) {
                // what follows by itself fails too, if anything is to
                world.awaitRestOr(() -> struck(function, before));
            } else {
                world.await(() -> assertThat(struck(function, before)).isTrue());
            }
        } finally {
            world.unset();
        }
        boolean struck = struck(function, before);
        trial.ask();
        if (struck) {
            world.advance(DEAD_FOR_CERTAIN);
        }
        world.drain();
        trial.check();
        List<JsonNode> items = world.stores("item");
        Invariants.of(items).assertHold();
        PrivacyInvariants.of(items).assertHold();
        if (struck) {
            figures.count(flow.name() + "/" + function + ":" + call + ":" + failure);
        }
        return struck;
    }

    private static boolean answered(Flow.Trial trial) {
        try {
            trial.ask();
            return true;
        } catch (AssertionError notAsItShouldBe) {
            return false;
        }
    }

    private Set<String> idsOf(String function) {
        return world.invocations(function).stream()
                .map(invocation -> invocation.path("id").asText())
                .collect(Collectors.toSet());
    }

    private boolean struck(String function, Set<String> before) {
        return world.invocations(function).stream()
                .filter(invocation -> !before.contains(invocation.path("id").asText()))
                .flatMap(invocation -> World.list(invocation.path("calls")).stream())
                .anyMatch(Sweep::failed);
    }

    /** Conditions that don't hold are answers, and no failures of ours. */
    private static boolean failed(JsonNode call) {
        return !Set.of("ok", "ConditionalCheckFailedException")
                .contains(call.path("outcome").asText());
    }

    /** What was tried, for whoever reads the build's log. */
    static final class Figures {
        private int trials;

        void count(String trial) {
            trials++;
            if (isWhole(trial.substring(0, trial.indexOf('/')))) {
                System.out.println("sweep: " + trial + " was made good, the " + trials + ". so far");
            }
        }

        int trials() {
            return trials;
        }
    }

    /** Behind a queue each trial takes seconds, so that a build tries every second call there, and the whole sweep all. */
    private static int stride(Flow flow, String function) {
        return isWhole(flow.name()) || Failure.answersHttp(function) ? 1 : 2;
    }

    /** The trials of one function's calls and one kind of failure, until a call is not made any more. */
    private final class Trials implements Iterator<DynamicTest> {
        private final Flow flow;
        private final String function;
        private final Failure failure;
        private int call;
        private boolean over;

        Trials(Flow flow, String function, Failure failure) {
            this.flow = flow;
            this.function = function;
            this.failure = failure;
        }

        @Override
        public boolean hasNext() {
            return !over;
        }

        @Override
        public DynamicTest next() {
            if (over) {
                throw new NoSuchElementException();
            }
            int now = call;
            call += stride(flow, function);
            String name = flow.name() + "/" + function + ":" + now + ":" + failure;
            return DynamicTest.dynamicTest(name, () -> {
                over = true;
                try {
                    over = !holds(flow, function, now, failure);
                } catch (AssertionError | RuntimeException found) {
                    throw new AssertionError("-Dsweep=" + name + " repeats it", found);
                }
            });
        }
    }
}
