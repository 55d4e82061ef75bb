package cn.touzhi.local.fault;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

/** The faults that are set; each counts the calls that match it, and the first in the list that is due hits. */
public final class Faults {
    private List<Fault> faults = List.of();
    private int[] seen = {};
    private CountDownLatch lifted = new CountDownLatch(1);

    /** Replaces all of them, starts counting anew, and ends the waiting of calls that the old ones hit. */
    public synchronized void set(List<Fault> replacement) {
        faults = List.copyOf(replacement);
        seen = new int[faults.size()];
        lifted.countDown();
        lifted = new CountDownLatch(1);
    }

    public synchronized List<Fault> list() {
        return faults;
    }

    public void clear() {
        set(List.of());
    }

    /** Counts a call and says what hits it. */
    public synchronized Strike strike(String service, String operation, String function) {
        Optional<Fault> due = Optional.empty();
        for (int i : IntStream.range(0, faults.size()).toArray()) {
            Fault fault = faults.get(i);
            if (fault.matches(service, operation, function)) {
                int call = seen[i]++;
                int skip = fault.skip().orElse(0);
                boolean hits = call >= skip
                        && (fault.times().isEmpty()
                                || call < skip + fault.times().get());
                due = due.or(() -> hits ? Optional.of(fault) : Optional.empty());
            }
        }
        return due.map(fault -> new Strike(Duration.ofMillis(fault.delayMillis().orElse(0L)), fault.effect(), lifted))
                .orElse(Strike.NONE);
    }
}
