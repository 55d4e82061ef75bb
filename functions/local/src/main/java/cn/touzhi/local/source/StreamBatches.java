package cn.touzhi.local.source;

import cn.touzhi.local.lambda.Outcome;
import cn.touzhi.local.template.EventSource.FromStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Works off batches of one shard in order: tries again from the first record that failed, halves what fails, gives up
 * what failed too often or is too old
 * (docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html).
 */
final class StreamBatches {
    private final FromStream source;
    private final Function<List<StreamRecord>, Outcome> invoke;
    private final Consumer<GivenUp> giveUp;
    private final Consumer<String> done;
    private final Backoff backoff;
    private final Clock clock;

    /**
     * Records that are not tried again.
     *
     * @param condition why, in Lambda's words
     * @param tries how often the function was invoked with them
     */
    record GivenUp(List<StreamRecord> records, String condition, int tries) {}

    /** Waits before the next try. */
    interface Backoff {
        void pause(int tries) throws InterruptedException;
    }

    /** @param done is told the sequence number up to which nothing is left to do */
    StreamBatches(
            FromStream source,
            Function<List<StreamRecord>, Outcome> invoke,
            Consumer<GivenUp> giveUp,
            Consumer<String> done,
            Backoff backoff,
            Clock clock) {
        this.source = source;
        this.invoke = invoke;
        this.giveUp = giveUp;
        this.done = done;
        this.backoff = backoff;
        this.clock = clock;
    }

    /** Returns when nothing is left to do with any record of the batch. */
    void work(List<StreamRecord> batch) throws InterruptedException {
        List<StreamRecord> left = batch;
        int tries = 0;
        while (!left.isEmpty()) {
            List<StreamRecord> young = withoutOld(left, tries);
            if (young.isEmpty()) {
                return;
            }
            Outcome outcome = invoke.apply(young);
            if (Thread.interrupted()) {
                // whatever came of it is the closing's doing and not the function's
                throw new InterruptedException("closing");
            }
            int failedFrom = firstFailure(outcome, young);
            if (failedFrom > 0) {
                done.accept(young.get(failedFrom - 1).sequenceNumber());
                left = young.subList(failedFrom, young.size());
                tries = 0;
                continue;
            }
            left = young;
            boolean counts = !(outcome instanceof Outcome.Throttled);
            if (counts && source.bisect() && left.size() > 1) {
                int middle = left.size() / 2;
                work(left.subList(0, middle));
                left = left.subList(middle, left.size());
                tries = 0;
                continue;
            }
            tries += counts ? 1 : 0;
            if (source.maximumRetries() >= 0 && tries > source.maximumRetries()) {
                giveUp(left, "RetryAttemptsExhausted", tries);
                return;
            }
            backoff.pause(tries);
        }
    }

    /** The index of the first record to try again; the batch's size if there is none. */
    private int firstFailure(Outcome outcome, List<StreamRecord> batch) {
        Set<String> sent = batch.stream().map(StreamRecord::sequenceNumber).collect(Collectors.toSet());
        Set<String> failed = BatchFailures.of(outcome, sent, source.partialFailures());
        for (int i = 0; i < batch.size(); i++) {
            if (failed.contains(batch.get(i).sequenceNumber())) {
                return i;
            }
        }
        return batch.size();
    }

    private List<StreamRecord> withoutOld(List<StreamRecord> batch, int tries) {
        if (source.maximumRecordAge().isEmpty()) {
            return batch;
        }
        Duration limit = source.maximumRecordAge().get();
        Instant oldest = clock.instant().minus(limit);
        List<StreamRecord> old = batch.stream()
                .takeWhile(one -> one.createdAt().isBefore(oldest))
                .toList();
        if (!old.isEmpty()) {
            giveUp(old, "RecordAgeExceeded", tries);
        }
        return batch.subList(old.size(), batch.size());
    }

    private void giveUp(List<StreamRecord> records, String condition, int tries) {
        giveUp.accept(new GivenUp(records, condition, tries));
        done.accept(records.getLast().sequenceNumber());
    }
}
