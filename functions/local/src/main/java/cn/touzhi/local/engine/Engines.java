package cn.touzhi.local.engine;

import cn.touzhi.local.data.DataFolder;
import cn.touzhi.local.template.Stack;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * The engines of a stack, running, with its tables and queues in place.
 *
 * @param tables DynamoDB and its streams
 * @param queues SQS
 */
public record Engines(DynamoEngine tables, QueueEngine queues) implements AutoCloseable {
    /**
     * Starts them side by side and returns once both answer.
     *
     * @param folder with {@code dynamodb/target/lib} and {@code queues/target/lib}: {@code functions/local/engines}
     * @param endpoint the address that clients use, which queue URLs begin with
     * @throws EngineException in one sentence
     */
    public static Engines start(Path folder, Stack stack, DataFolder data, URI endpoint) {
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
        try {
            CompletableFuture.allOf(tables, queues).join();
            return new Engines(tables.join(), queues.join());
        } catch (CompletionException failed) {
            tables.thenAccept(DynamoEngine::close);
            queues.thenAccept(QueueEngine::close);
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
    }
}
