package cn.touzhi.registration.staff;

import cn.touzhi.kernel.Environment;
import cn.touzhi.kernel.address.PhoneNumbers;
import cn.touzhi.kernel.aws.AwsCalls;
import cn.touzhi.kernel.aws.Secrets;
import cn.touzhi.kernel.crypto.DayKeys;
import cn.touzhi.kernel.crypto.KeyWrapping;
import cn.touzhi.kernel.crypto.SubjectKeys;
import cn.touzhi.kernel.dynamo.Transactions;
import cn.touzhi.kernel.log.OperationLog;
import cn.touzhi.registration.AddressDigests;
import cn.touzhi.registration.notice.Notices;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * The function {@code staff}: JSON in, JSON out, and no way to it but {@code lambda:InvokeFunction}, which the template
 * grants to the deployer's role alone. It asks for no token, so whoever may invoke it may do all of it.
 */
public final class StaffHandler implements RequestStreamHandler {
    private static final String ROOM = "registration";

    private final ActReader reader;
    private final StaffActs acts;
    private final OperationLog log;
    private final AwsCalls calls;

    /** As Lambda makes it. */
    public StaffHandler() {
        this(StaffSettings.from(Environment.ofProcess()), new AwsCalls(), Clock.systemUTC());
    }

    private StaffHandler(StaffSettings settings, AwsCalls calls, Clock clock) {
        this.calls = calls;
        SecureRandom random = new SecureRandom();
        DynamoDbClient dynamo = calls.retrying(DynamoDbClient.builder());
        Secrets secrets = new Secrets(calls.retrying(SecretsManagerClient.builder()));
        KeyWrapping wrapping = new KeyWrapping(calls.retrying(KmsClient.builder()), settings.key());
        SubjectKeys subjectKeys = new SubjectKeys(dynamo, settings.keysTable(), ROOM, wrapping, clock);
        DayKeys dayKeys = new DayKeys(dynamo, settings.keysTable(), ROOM, wrapping, clock);
        this.log = OperationLog.ofFunction("staff", clock);
        this.reader = new ActReader(
                new PhoneNumbers(settings.smsCountries()), new AddressDigests(secrets.read(settings.pepperSecret())));
        this.acts = acts(settings, dynamo, subjectKeys, dayKeys, clock, random, log);
    }

    /** As a test makes it. */
    StaffHandler(ActReader reader, StaffActs acts, OperationLog log) {
        this.reader = reader;
        this.acts = acts;
        this.log = log;
        this.calls = new AwsCalls();
    }

    /** Puts together what the acts stand on. */
    static StaffActs acts(
            StaffSettings settings,
            DynamoDbClient dynamo,
            SubjectKeys subjectKeys,
            DayKeys dayKeys,
            Clock clock,
            SecureRandom random,
            OperationLog log) {
        String table = settings.table();
        Dossiers dossiers =
                new Dossiers(dynamo, table, subjectKeys, settings.terms().stranded());
        Notices notices = new Notices(table, dayKeys, random, clock);
        Decisions decisions = new Decisions(table, settings.terms(), dossiers, notices, random);
        return new StaffActs(table, dossiers, decisions, new Transactions(dynamo, random), clock, random, log);
    }

    @Override
    public void handleRequest(InputStream request, OutputStream answer, Context context) throws IOException {
        calls.within(context);
        answer.write(answerTo(request.readAllBytes()).toJson().getBytes(StandardCharsets.UTF_8));
    }

    private ActAnswer answerTo(byte[] request) {
        try {
            return switch (reader.read(request)) {
                case Reading.Understood(ActRequest understood) -> acts.perform(understood);
                case Reading.Malformed(String detail) -> {
                    log.event("staff-request-malformed").write();
                    yield new ActAnswer.Malformed(detail);
                }
            };
        } catch (RuntimeException fault) {
            log.event("staff-act-failed").with(fault).write();
            throw new ActFailedException();
        }
    }

    /**
     * A fault, which raises the alarm for errors. Nobody sees where it came from but the log: the runtime prints and
     * answers messages and traces, and those of libraries may quote what was sent.
     */
    static final class ActFailedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        ActFailedException() {
            super(
                    "the act failed, or its answer was lost; it is safe to ask again under the same request id",
                    null,
                    false,
                    false);
        }
    }
}
