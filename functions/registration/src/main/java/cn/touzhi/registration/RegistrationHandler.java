package cn.touzhi.registration;

import cn.touzhi.kernel.Environment;
import cn.touzhi.kernel.aws.AwsCalls;
import cn.touzhi.kernel.aws.Secrets;
import cn.touzhi.kernel.http.HttpFunction;
import cn.touzhi.kernel.log.OperationLog;
import cn.touzhi.kernel.policy.Policies;
import io.micronaut.context.ApplicationContext;
import java.time.Clock;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** The function {@code registration}: verifications, accounts, sessions and policies over HTTP. */
public final class RegistrationHandler extends HttpFunction {
    /** As Lambda makes it. */
    public RegistrationHandler() {
        this(new AwsCalls());
    }

    private RegistrationHandler(AwsCalls calls) {
        super(start(Surroundings.ofLambda(calls, Clock.systemUTC())), calls);
    }

    /** As a test makes it. */
    RegistrationHandler(Surroundings surroundings) {
        super(start(surroundings), new AwsCalls());
    }

    private static ApplicationContext start(Surroundings surroundings) {
        // before the context: the secrets are on their way while it starts
        RegistrationSecrets secrets =
                new RegistrationSecrets(new Secrets(surroundings.secrets()), surroundings.settings());
        return context()
                .singletons(
                        surroundings.settings(),
                        surroundings.settings().tokenTerms(),
                        surroundings.policies(),
                        secrets,
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
     * @param policies the versions of the privacy policy
     * @param dynamo its tables
     * @param kms its keys
     * @param secrets its secrets
     * @param clock its time
     * @param log its log
     */
    record Surroundings(
            RegistrationSettings settings,
            Policies policies,
            DynamoDbClient dynamo,
            KmsClient kms,
            SecretsManagerClient secrets,
            Clock clock,
            OperationLog log) {
        static Surroundings ofLambda(AwsCalls calls, Clock clock) {
            return new Surroundings(
                    RegistrationSettings.from(Environment.ofProcess()),
                    new Policies(),
                    calls.retrying(DynamoDbClient.builder()),
                    calls.retrying(KmsClient.builder()),
                    calls.retrying(SecretsManagerClient.builder()),
                    clock,
                    OperationLog.ofFunction("registration", clock));
        }
    }
}
