package cn.touzhi.kernel.aws;

import com.amazonaws.services.lambda.runtime.Context;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.interceptor.Context.ModifyRequest;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Gives each call what the invocation at hand has left, but for a rest in which the function can still answer. */
final class TimeLeft implements ExecutionInterceptor {
    static final Duration REST = Duration.ofMillis(500);

    // calls are made from threads of their own too
    private volatile Optional<Context> invocation = Optional.empty();

    /** @param current null where somebody else than Lambda calls the function */
    void of(Context current) {
        invocation = Optional.ofNullable(current);
    }

    @Override
    public SdkRequest modifyRequest(ModifyRequest call, ExecutionAttributes attributes) {
        return invocation
                .map(current -> limited((AwsRequest) call.request(), current))
                .orElseGet(call::request);
    }

    private static SdkRequest limited(AwsRequest request, Context invocation) {
        Duration left = Duration.ofMillis(invocation.getRemainingTimeInMillis()).minus(REST);
        if (!left.isPositive()) {
            throw ApiCallTimeoutException.builder()
                    .message("no time is left for another call")
                    .build();
        }
        AwsRequestOverrideConfiguration.Builder limits = request.overrideConfiguration()
                .map(AwsRequestOverrideConfiguration::toBuilder)
                .orElseGet(AwsRequestOverrideConfiguration::builder);
        return request.toBuilder()
                .overrideConfiguration(
                        limits.apiCallTimeout(shorter(AwsCalls.CALL, left)).build())
                .build();
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
