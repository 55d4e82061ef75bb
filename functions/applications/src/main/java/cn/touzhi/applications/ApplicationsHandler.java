package cn.touzhi.applications;

import cn.touzhi.kernel.Environment;
import cn.touzhi.kernel.aws.AwsCalls;
import cn.touzhi.kernel.aws.RoomSecret;
import cn.touzhi.kernel.aws.Secrets;
import cn.touzhi.kernel.http.HttpFunction;
import cn.touzhi.kernel.log.OperationLog;
import io.micronaut.context.ApplicationContext;
import java.time.Clock;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** The function {@code applications}: resumes submitted to postings, and what becomes of them, over HTTP. */
public final class ApplicationsHandler extends HttpFunction {
    /** As Lambda makes it. */
    public ApplicationsHandler() {
        this(new AwsCalls());
    }

    private ApplicationsHandler(AwsCalls calls) {
        super(start(Surroundings.ofLambda(calls, Clock.systemUTC())), calls);
    }

    /** As a test makes it. */
    ApplicationsHandler(Surroundings surroundings) {
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
                        surroundings.kms(),
                        surroundings.clock(),
                        surroundings.log())
                .start();
    }

    /**
     * All that the function touches.
     *
     * @param settings its environment
     * @param dynamo its table
     * @param kms keys of receipts and grants
     * @param secrets the room's secret
     * @param clock its time
     * @param log its log
     */
    record Surroundings(
            ApplicationsSettings settings,
            DynamoDbClient dynamo,
            KmsClient kms,
            SecretsManagerClient secrets,
            Clock clock,
            OperationLog log) {
        static Surroundings ofLambda(AwsCalls calls, Clock clock) {
            return new Surroundings(
                    ApplicationsSettings.from(Environment.ofProcess()),
                    calls.retrying(DynamoDbClient.builder()),
                    calls.retrying(KmsClient.builder()),
                    calls.retrying(SecretsManagerClient.builder()),
                    clock,
                    OperationLog.ofFunction("applications", clock));
        }
    }
}
