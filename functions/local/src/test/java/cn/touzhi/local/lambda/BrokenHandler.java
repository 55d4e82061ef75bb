package cn.touzhi.local.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;

/** A function whose constructor fails. */
public final class BrokenHandler implements RequestHandler<Object, Object> {
    public BrokenHandler() {
        throw new IllegalStateException("no configuration");
    }

    @Override
    public Object handleRequest(Object event, Context context) {
        return event;
    }
}
