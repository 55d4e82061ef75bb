package cn.touzhi.kernel;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/** One invocation of a function, as far as functions of ours ask about it: how much of its time is left. */
public final class Invocation implements Context {
    private final IntSupplier remaining;

    private Invocation(IntSupplier remainingMillis) {
        this.remaining = remainingMillis;
    }

    /** One with time enough. */
    public static Invocation unhurried() {
        return withMillisLeft(10_000);
    }

    /** One that says so, each time it is asked; the last one again from then on. */
    public static Invocation withMillisLeft(int... millis) {
        AtomicInteger asked = new AtomicInteger();
        return new Invocation(() -> millis[Math.min(asked.getAndIncrement(), millis.length - 1)]);
    }

    /** One that ends after so much real time. */
    public static Invocation endingIn(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        return new Invocation(() -> Math.toIntExact(Math.max(0, (end - System.nanoTime()) / 1_000_000)));
    }

    @Override
    public int getRemainingTimeInMillis() {
        return remaining.getAsInt();
    }

    @Override
    public String getAwsRequestId() {
        return "request";
    }

    @Override
    public String getLogGroupName() {
        return "group";
    }

    @Override
    public String getLogStreamName() {
        return "stream";
    }

    @Override
    public String getFunctionName() {
        return "function";
    }

    @Override
    public String getFunctionVersion() {
        return "$LATEST";
    }

    @Override
    public String getInvokedFunctionArn() {
        return "arn";
    }

    @Override
    public CognitoIdentity getIdentity() {
        throw new UnsupportedOperationException();
    }

    @Override
    public ClientContext getClientContext() {
        throw new UnsupportedOperationException();
    }

    @Override
    public int getMemoryLimitInMB() {
        return 512;
    }

    @Override
    public LambdaLogger getLogger() {
        throw new UnsupportedOperationException();
    }
}
