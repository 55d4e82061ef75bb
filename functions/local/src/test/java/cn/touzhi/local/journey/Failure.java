package cn.touzhi.local.journey;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How one call fails.
 *
 * @param effect as {@code /_local/faults} calls it
 * @param times how often: once, or longer than anybody tries by themselves
 */
record Failure(String effect, int times) {
    private static final int LASTING = 100;
    private static final Set<String> HTTP = Set.of(
            "RegistrationFunction", "PrivacyFunction", "ResumesFunction", "JobsFunction", "ApplicationsFunction");
    private static final Failure CRASH = new Failure("crash", 1);

    /**
     * What every build tries. Behind a queue or a stream all that fails is tried again by the same way, so that one kind
     * stands for the others there; and the SDK's own tries make good at once what fails once.
     */
    static List<Failure> telling(String function) {
        return answersHttp(function) ? List.of(new Failure("refuse", LASTING), CRASH) : List.of(CRASH);
    }

    /** Whether it is a client that asks {@code function}, and not a queue or a stream that asks again by itself. */
    static boolean answersHttp(String function) {
        return HTTP.contains(function);
    }

    /** Every kind, once and lasting. */
    static List<Failure> every() {
        List<Failure> all = new ArrayList<>();
        for (String effect : List.of("refuse", "throttle", "timeout", "conflict", "lose-answer")) {
            all.add(new Failure(effect, 1));
            all.add(new Failure(effect, LASTING));
        }
        all.add(CRASH);
        return all;
    }

    /** The fault that lets it happen to a function's calls from the {@code call}th on, counted from 0. */
    Map<String, Object> at(String function, int call) {
        return Map.of("function", function, "skip", call, "times", times, "effect", effect);
    }

    /** Reads what {@link #toString} gives. */
    static Failure of(String text) {
        return every().stream()
                .filter(failure -> failure.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such kind of failure: " + text));
    }

    @Override
    public String toString() {
        return effect + (times == 1 ? "" : "-lasting");
    }
}
