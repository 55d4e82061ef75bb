package cn.touzhi.kernel.aws;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** Two calls to AWS that don't need each other, in the time of the slower one. */
public final class SideBySide {
    private SideBySide() {}

    /** Makes both calls, and {@code together} of what they give; fails as they fail, once both are over. */
    public static <A, B, R> R of(Supplier<A> one, Supplier<B> other, BiFunction<A, B, R> together) {
        CompletableFuture<A> begun = CompletableFuture.supplyAsync(one, Thread::startVirtualThread);
        B second;
        try {
            second = other.get();
        } catch (RuntimeException | Error failed) {
            // nothing of this invocation may go on into the next
            begun.exceptionally(alsoFailed -> null).join();
            throw failed;
        }
        return together.apply(result(begun), second);
    }

    private static <A> A result(CompletableFuture<A> begun) {
        try {
            return begun.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException fault) {
                throw fault;
            }
            if (failed.getCause() instanceof Error fault) {
                throw fault;
            }
            throw failed;
        }
    }
}
