package cn.touzhi.local.source;

import cn.touzhi.local.aws.AwsCall;
import cn.touzhi.local.aws.Caller;
import cn.touzhi.local.aws.Callers;
import cn.touzhi.local.lambda.Credentials;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Lambda's own pollers as AWS knows them: each has the role of the function that it polls for. */
public final class Pollers implements Callers {
    private final Map<String, Caller> callers = new ConcurrentHashMap<>();

    @Override
    public Optional<Caller> byAccessKey(String accessKeyId) {
        return Optional.ofNullable(callers.get(accessKeyId));
    }

    Credentials withRole(String role) {
        Credentials credentials = Credentials.random();
        callers.put(credentials.accessKeyId(), new Poller(role));
        return credentials;
    }

    /** It is no function, so a fault that names one passes it by. */
    private record Poller(String role) implements Caller {
        @Override
        public String function() {
            return "";
        }

        @Override
        public boolean deployer() {
            return false;
        }

        @Override
        public Consumer<AwsCall> begins() {
            // counts for no invocation
            return call -> {};
        }

        @Override
        public void die() {
            // Lambda does not end with a call that crashes; what was polled is polled again
        }
    }
}
