package cn.touzhi.local.aws.kms;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Keeps a key pair of each kind in hand. An RSA pair takes a small machine seconds, longer than a caller waits for KMS;
 * and it is made on a thread of its own, for the many light ones that answer requests share the processors.
 */
final class PairsAhead implements AutoCloseable {
    /** What is asked for first: keys of 128 bits' strength that a JWT authorizer can check (ASVS 5, 11.2.3). */
    private static final String FIRST = "RSA_3072";

    private final Map<String, CompletableFuture<KeyPair>> ahead = new HashMap<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("key pairs").factory());

    /** @param wanted whether the template grants anybody to ask for pairs */
    PairsAhead(boolean wanted) {
        if (wanted) {
            ahead.put(FIRST, make(FIRST));
        }
    }

    /** One that nobody had before. */
    KeyPair take(String spec) {
        try {
            return exchange(spec).get();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible.getCause());
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(closing);
        }
    }

    /** Takes the one in hand and orders the next. */
    private synchronized CompletableFuture<KeyPair> exchange(String spec) {
        CompletableFuture<KeyPair> taken = ahead.containsKey(spec) ? ahead.get(spec) : make(spec);
        ahead.put(spec, make(spec));
        return taken;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private CompletableFuture<KeyPair> make(String spec) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return KeyPairs.generate(spec);
                    } catch (GeneralSecurityException impossible) {
                        throw new IllegalStateException(impossible);
                    }
                },
                thread);
    }
}
