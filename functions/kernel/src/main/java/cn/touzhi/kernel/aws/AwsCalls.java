package cn.touzhi.kernel.aws;

import com.amazonaws.services.lambda.runtime.Context;
import java.time.Duration;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.retries.api.RetryStrategy;

/**
 * How every call out to AWS is made: with a time-out for each try and for all of them, and retries with exponential
 * back-off and jitter. All tries of a call together stay below a function's own time-out (10 s in template.yaml), and
 * several calls in a row below what is left of an invocation ({@link #within}), so that it is the function that answers
 * and never the gateway.
 */
public final class AwsCalls {
    /** One try. */
    public static final Duration TRY = Duration.ofMillis(2_500);
    /** All tries of a call. */
    public static final Duration CALL = Duration.ofSeconds(6);

    private static final Duration CONNECT = Duration.ofSeconds(1);
    private static final int TRIES = 3;

    private final TimeLeft timeLeft = new TimeLeft();
    private final SdkHttpClient http = UrlConnectionHttpClient.builder()
            .connectionTimeout(CONNECT)
            .socketTimeout(TRY)
            .build();

    /**
     * From now on no call of these clients outlasts {@code invocation}: it gets what is left, and where nothing is left
     * it fails at once as one that AWS doesn't answer. An execution environment handles one event at a time, so there is but one to keep to.
     */
    public void within(Context invocation) {
        timeLeft.of(invocation);
    }

    /** A client whose calls are tried up to three times; they must be idempotent or conditional. */
    public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C retrying(B builder) {
        return configured(
                builder,
                AwsRetryStrategy.standardRetryStrategy().toBuilder()
                        .maxAttempts(TRIES)
                        .build());
    }

    /** A client that tries once, for what must not happen twice. */
    public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C once(B builder) {
        return configured(builder, AwsRetryStrategy.doNotRetry());
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C configured(
            B builder, RetryStrategy retries) {
        return builder.httpClient(http)
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .apiCallAttemptTimeout(TRY)
                        .apiCallTimeout(CALL)
                        .retryStrategy(retries)
                        .addExecutionInterceptor(timeLeft)
                        .build())
                .build();
    }
}
