package cn.touzhi.resumes;

import cn.touzhi.kernel.Environment;
import cn.touzhi.kernel.aws.AwsCalls;
import cn.touzhi.kernel.aws.RoomSecret;
import cn.touzhi.kernel.aws.Secrets;
import cn.touzhi.kernel.http.HttpFunction;
import cn.touzhi.kernel.log.OperationLog;
import cn.touzhi.resumes.attachment.FileStore;
import cn.touzhi.resumes.code.CodeTables;
import io.micronaut.context.ApplicationContext;
import java.time.Clock;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * The function {@code resumes}: resumes, their attachments and versions, what others see of these, and the codes, over HTTP.
 */
public final class ResumesHandler extends HttpFunction {
    /** As Lambda makes it. */
    public ResumesHandler() {
        this(new AwsCalls());
    }

    private ResumesHandler(AwsCalls calls) {
        super(start(Surroundings.ofLambda(calls, Clock.systemUTC())), calls);
    }

    /** As a test makes it. */
    ResumesHandler(Surroundings surroundings) {
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
                        surroundings.files(),
                        new CodeTables(),
                        surroundings.clock(),
                        surroundings.log())
                .start();
    }

    /**
     * All that the function touches.
     *
     * @param settings its environment
     * @param dynamo its table
     * @param kms keys of subjects, receipts and grants
     * @param secrets the room's secret
     * @param files attachments
     * @param clock its time
     * @param log its log
     */
    record Surroundings(
            ResumesSettings settings,
            DynamoDbClient dynamo,
            KmsClient kms,
            SecretsManagerClient secrets,
            FileStore files,
            Clock clock,
            OperationLog log) {
        static Surroundings ofLambda(AwsCalls calls, Clock clock) {
            return new Surroundings(
                    ResumesSettings.from(Environment.ofProcess()),
                    calls.retrying(DynamoDbClient.builder()),
                    calls.retrying(KmsClient.builder()),
                    calls.retrying(SecretsManagerClient.builder()),
                    FileStore.of(calls),
                    clock,
                    OperationLog.ofFunction("resumes", clock));
        }
    }
}
