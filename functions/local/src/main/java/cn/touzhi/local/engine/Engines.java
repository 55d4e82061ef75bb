package cn.touzhi.local.engine;

import cn.touzhi.local.data.DataFolder;
import cn.touzhi.local.template.Stack;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * The engines of a stack, running, with its tables, queues and buckets in place.
 *
 * @param tables DynamoDB and its streams
 * @param queues SQS
 * @param buckets S3, where the stack has a bucket
 */
public record Engines(DynamoEngine tables, QueueEngine queues, Optional<BucketEngine> buckets)
        implements AutoCloseable {
    /**
     * Starts them side by side and returns once all answer.
     *
     * @param folder with {@code dynamodb/target/lib} and its like: {@code functions/local/engines}
     * @param endpoint the address that clients use, which queue URLs begin with
     * @param clock what objects are dated by
     * @throws EngineException in one sentence
     */
    public static Engines start(Path folder, Stack stack, DataFolder data, URI endpoint, Clock clock) {
        Launcher launcher = new Launcher(data.path());
        Executor threads = Executors.newThreadPerTaskExecutor(
                Thread.ofPlatform().name("engine-", 0).factory());
        CompletableFuture<DynamoEngine> tables = CompletableFuture.supplyAsync(
                () -> tables(
                        started(() -> DynamoEngine.start(launcher, folder.resolve("dynamodb/target/lib"), data)),
                        stack),
                threads);
        CompletableFuture<QueueEngine> queues = CompletableFuture.supplyAsync(
                () -> started(() -> QueueEngine.start(
                        launcher, folder.resolve("queues/target/lib"), data, endpoint, stack.queues())),
                threads);
        CompletableFuture<Optional<BucketEngine>> buckets = stack.buckets().isEmpty()
                ? CompletableFuture.completedFuture(Optional.empty())
                : CompletableFuture.supplyAsync(
                        () -> Optional.of(
                                started(() -> BucketEngine.start(launcher, folder, data, clock, stack.buckets()))),
                        threads);
        try {
            CompletableFuture.allOf(tables, queues, buckets).join();
            return new Engines(tables.join(), queues.join(), buckets.join());
        } catch (CompletionException failed) {
            tables.thenAccept(DynamoEngine::close);
            queues.thenAccept(QueueEngine::close);
            buckets.thenAccept(engine -> engine.ifPresent(BucketEngine::close));
            throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
        }
    }

    /** Once more where it fails: a port that was free when it was looked for may be taken by the time it is used. */
    private static <E> E started(Supplier<E> engine) {
        try {
            return engine.get();
        } catch (EngineException first) {
            return engine.get();
        }
    }

    private static DynamoEngine tables(DynamoEngine engine, Stack stack) {
        try {
            new Tables(engine).create(stack.tables());
            return engine;
        } catch (RuntimeException failed) {
            engine.close();
            throw failed;
        }
    }

    @Override
    public void close() {
        tables.close();
        queues.close();
        buckets.ifPresent(BucketEngine::close);
    }
}
