package cn.touzhi.jobs;

import cn.touzhi.kernel.Environment;
import cn.touzhi.kernel.aws.AwsCalls;
import cn.touzhi.kernel.aws.RoomSecret;
import cn.touzhi.kernel.aws.Secrets;
import cn.touzhi.kernel.http.HttpFunction;
import cn.touzhi.kernel.log.OperationLog;
import io.micronaut.context.ApplicationContext;
import java.time.Clock;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** The function {@code jobs}: employers, their members and their postings over HTTP. */
public final class JobsHandler extends HttpFunction {
    /** As Lambda makes it. */
    public JobsHandler() {
        this(new AwsCalls());
    }

    private JobsHandler(AwsCalls calls) {
        super(start(Surroundings.ofLambda(calls, Clock.systemUTC())), calls);
    }

    /** As a test makes it. */
    JobsHandler(Surroundings surroundings) {
        super(start(surroundings), new AwsCalls());
    }

    private static ApplicationContext start(Surroundings surroundings) {
        return context()
                .singletons(
                        surroundings.settings(),
                        surroundings.settings().tokenTerms(),
                        new RoomSecret(
                                new Secrets(surroundings.secrets()),
                                surroundings.settings().secret()),
                        surroundings.dynamo(),
                        surroundings.clock(),
                        surroundings.log())
                .start();
    }

    /**
     * All that the function touches.
     *
     * @param settings its environment
     * @param secrets the platform's secrets
     * @param dynamo its table
     * @param clock its time
     * @param log its log
     */
    record Surroundings(
            JobsSettings settings, SecretsManagerClient secrets, DynamoDbClient dynamo, Clock clock, OperationLog log) {
        static Surroundings ofLambda(AwsCalls calls, Clock clock) {
            return new Surroundings(
                    JobsSettings.from(Environment.ofProcess()),
                    calls.retrying(SecretsManagerClient.builder()),
                    calls.retrying(DynamoDbClient.builder()),
                    clock,
                    OperationLog.ofFunction("jobs", clock));
        }
    }
}
