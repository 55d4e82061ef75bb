package cn.touzhi.privacy;

import cn.touzhi.kernel.Environment;
import cn.touzhi.kernel.aws.AwsCalls;
import cn.touzhi.kernel.http.HttpFunction;
import cn.touzhi.kernel.log.OperationLog;
import cn.touzhi.kernel.policy.Policies;
import io.micronaut.context.ApplicationContext;
import java.time.Clock;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The function {@code privacy}: consents and the policy over HTTP. */
public final class PrivacyHandler extends HttpFunction {
    /** As Lambda makes it. */
    public PrivacyHandler() {
        this(new AwsCalls());
    }

    private PrivacyHandler(AwsCalls calls) {
        super(start(Surroundings.ofLambda(calls, Clock.systemUTC())), calls);
    }

    /** As a test makes it. */
    PrivacyHandler(Surroundings surroundings) {
        super(start(surroundings), new AwsCalls());
    }

    private static ApplicationContext start(Surroundings surroundings) {
        return context()
                .singletons(
                        surroundings.settings(),
                        surroundings.settings().tokenTerms(),
                        surroundings.policies(),
                        surroundings.dynamo(),
                        surroundings.clock(),
                        surroundings.log())
                .start();
    }

    /**
     * All that the function touches.
     *
     * @param settings its environment
     * @param policies the versions of the privacy policy
     * @param dynamo its table
     * @param clock its time
     * @param log its log
     */
    record Surroundings(
            PrivacySettings settings, Policies policies, DynamoDbClient dynamo, Clock clock, OperationLog log) {
        static Surroundings ofLambda(AwsCalls calls, Clock clock) {
            return new Surroundings(
                    PrivacySettings.from(Environment.ofProcess()),
                    new Policies(),
                    calls.retrying(DynamoDbClient.builder()),
                    clock,
                    OperationLog.ofFunction("privacy", clock));
        }
    }
}
