package cn.touzhi.local.aws;

import cn.touzhi.local.data.DataFolder;
import cn.touzhi.local.data.StoredByte;
import cn.touzhi.local.template.Stack;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.regions.Region;

/** The local AWS of {@code cloud.yaml}, started once for all tests, and a function's process that calls it. */
final class Cloud implements BeforeAllCallback, AfterEachCallback {
    static final String FUNCTION_KEY = "AKIAFUNCTION";

    /** Of the tests that use it one class runs at a time: the faults of one would meet the calls of another. */
    static final String LOCK = "the local AWS";

    private static final String STORE_KEY = "cloud";

    private Running running;

    @Override
    public void beforeAll(ExtensionContext context) {
        running = context.getRoot()
                .getStore(ExtensionContext.Namespace.create(Cloud.class))
                .getOrComputeIfAbsent(STORE_KEY, any -> Running.start(), Running.class);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        running.aws().faults().clear();
    }

    LocalAws aws() {
        return running.aws();
    }

    List<StoredByte> stored() {
        List<StoredByte> stored = new ArrayList<>();
        running.aws().stores().forEach(kind -> true, stored::add);
        return stored;
    }

    Calling function() {
        return running.function();
    }

    /** Lets a client reach the local cloud as the deployer. */
    <B extends AwsClientBuilder<B, C>, C> C deployer(B builder) {
        return client(builder, AwsFront.DEPLOYER_KEY, RetryMode.STANDARD);
    }

    /** Lets a client reach the local cloud as the function, without retries. */
    <B extends AwsClientBuilder<B, C>, C> C function(B builder) {
        return configured(builder, FUNCTION_KEY)
                .overrideConfiguration(override -> override.retryStrategy(retry -> retry.maxAttempts(1)))
                .build();
    }

    <B extends AwsClientBuilder<B, C>, C> C client(B builder, String accessKey, RetryMode retries) {
        return configured(builder, accessKey)
                .overrideConfiguration(override -> override.retryStrategy(retries))
                .build();
    }

    private <B extends AwsClientBuilder<B, C>, C> B configured(B builder, String accessKey) {
        URI endpoint = running.aws().endpoint();
        return builder.endpointOverride(endpoint)
                .region(Region.CN_NORTH_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, "secret")));
    }

    /** A function's process as the local cloud sees it. */
    static final class Calling implements Caller {
        final List<AwsCall> calls = new CopyOnWriteArrayList<>();
        final AtomicInteger deaths = new AtomicInteger();

        @Override
        public String function() {
            return "Function";
        }

        @Override
        public String role() {
            return "FunctionRole";
        }

        @Override
        public boolean deployer() {
            return false;
        }

        @Override
        public Consumer<AwsCall> begins() {
            return calls::add;
        }

        @Override
        public void die() {
            deaths.incrementAndGet();
        }

        AwsCall last() {
            return calls.getLast();
        }
    }

    private record Running(LocalAws aws, DataFolder data, Calling function) implements AutoCloseable {
        static Running start() {
            Calling function = new Calling();
            Callers callers = key -> Optional.of((Caller) function).filter(any -> key.equals(FUNCTION_KEY));
            DataFolder data = DataFolder.temporary();
            Path template = Path.of("src/test/resources/cn/touzhi/local/aws/cloud.yaml");
            LocalAws aws = LocalAws.start(
                    Path.of("engines"), Stack.read(template, Map.of()), data, callers, List.of(), Clock.systemUTC());
            return new Running(aws, data, function);
        }

        @Override
        public void close() {
            aws.close();
            data.close();
        }
    }
}
