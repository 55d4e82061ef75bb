package cn.touzhi.kernel.dynamo;

import java.security.SecureRandom;
import java.time.Duration;
import software.amazon.awssdk.core.exception.AbortedException;

/** The wait between two tries of what DynamoDB put off: at random, and up to twice as long each time. */
final class Backoff {
    static final Duration FIRST_WAIT = Duration.ofMillis(20);

    private final SecureRandom random;
    private final Pause pause;

    Backoff(SecureRandom random) {
        this(random, Thread::sleep);
    }

    Backoff(SecureRandom random, Pause pause) {
        this.random = random;
        this.pause = pause;
    }

    /** Waits after the {@code tried}th try, counted from 1. */
    void await(int tried) {
        long most = FIRST_WAIT.toMillis() << (tried - 1);
        try {
            pause.millis(1 + random.nextLong(most));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw AbortedException.create("interrupted between two tries");
        }
    }

    /** How to wait; a test doesn't. */
    interface Pause {
        void millis(long millis) throws InterruptedException;
    }
}
