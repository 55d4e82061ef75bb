package cn.touzhi.kernel;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/** One invocation of a function, as far as functions of ours ask about it: how much of its time is left. */
public final class Invocation implements Context {
    private final Iterator<Integer> remaining;
    private int last;

    private Invocation(List<Integer> remainingMillis) {
        this.remaining = remainingMillis.iterator();
    }

    /** One with time enough. */
    public static Invocation unhurried() {
        return withMillisLeft(10_000);
    }

    /** One that says so, each time it is asked; the last one again from then on. */
    public static Invocation withMillisLeft(int... millis) {
        return new Invocation(IntStream.of(millis).boxed().toList());
    }

    @Override
    public int getRemainingTimeInMillis() {
        if (remaining.hasNext()) {
            last = remaining.next();
        }
        return last;
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
