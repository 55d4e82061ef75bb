package cn.touzhi.registration.keys;

import cn.touzhi.kernel.Environment;
import cn.touzhi.kernel.aws.AwsCalls;
import cn.touzhi.kernel.crypto.KeyDestruction;
import cn.touzhi.kernel.dynamo.Transactions;
import cn.touzhi.kernel.log.OperationLog;
import cn.touzhi.registration.erasure.ClosingAccounts;
import cn.touzhi.registration.lapse.Lapses;
import cn.touzhi.registration.session.KeyRotation;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kms.KmsClient;

/**
 * The function {@code keys}: what the clock asks for, every hour. Signing keys follow one another, the keys of past days
 * are destroyed, and accounts that have been without an address for too long are closed for good. No framework: it reads no
 * request.
 *
 * <p>Invoked by hand with {@code {"revoke": "<kid>"}} it withdraws a signing key instead (infra/key-revocation.md).
 */
public final class KeysHandler implements RequestHandler<Map<String, Object>, Map<String, Object>> {
    /** What closing one account and ending the run take at most. */
    private static final Duration FOR_ONE_MORE = Duration.ofSeconds(8);

    private final KeyRotation rotation;
    private final KeyDestruction destruction;
    private final Lapses lapses;
    private final OperationLog log;
    private final AwsCalls calls;

    /** As Lambda makes it. */
    public KeysHandler() {
        this(KeysSettings.from(Environment.ofProcess()), new AwsCalls(), Clock.systemUTC());
    }

    private KeysHandler(KeysSettings settings, AwsCalls calls, Clock clock) {
        this(
                settings,
                calls.retrying(DynamoDbClient.builder()),
                calls.retrying(KmsClient.builder()),
                calls,
                clock,
                OperationLog.ofFunction("keys", clock));
    }

    /** As a test makes it. */
    KeysHandler(
            KeysSettings settings,
            DynamoDbClient dynamo,
            KmsClient kms,
            AwsCalls calls,
            Clock clock,
            OperationLog log) {
        SecureRandom random = new SecureRandom();
        this.rotation =
                new KeyRotation(dynamo, settings.table(), kms, settings.signingKey(), settings.keyTerms(), clock, log);
        this.destruction = new KeyDestruction(dynamo, settings.subjectKeysTable(), "registration", clock);
        this.lapses = new Lapses(
                dynamo,
                settings.table(),
                new Transactions(dynamo, random),
                new ClosingAccounts(dynamo, settings.table(), settings.stranded()),
                settings.stranded(),
                clock,
                random,
                log);
        this.log = log;
        this.calls = calls;
    }

    /**
     * Does what is due, or what {@code event} asks for.
     *
     * @return {@code outcome}, and {@code keys}: the kids of the keys in the key set, the one that signs first
     * @throws IllegalStateException if something could not be done: the alarm rings, and the next run tries again
     */
    @Override
    public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
        calls.within(context);
        String outcome = Optional.ofNullable(event)
                .map(asked -> asked.get("revoke"))
                .map(kid -> rotation.revoke(kid.toString()) ? "revoked" : "no such key")
                .orElseGet(() -> doWhatIsDue(context));
        return Map.of("outcome", outcome, "keys", rotation.published());
    }

    private String doWhatIsDue(Context context) {
        // one that fails keeps none of the others from being done
        List<Boolean> done = List.of(
                isDone("signing-keys", () -> succeeding(rotation::run)),
                isDone("keys-of-days", () -> succeeding(destruction::ofOldDays)),
                isDone("lapses", () -> lapses.run(() -> hasTimeForOneMore(context))));
        if (done.contains(false)) {
            throw new IllegalStateException("not all that was due could be done");
        }
        return "done";
    }

    private boolean isDone(String duty, BooleanSupplier work) {
        try {
            return work.getAsBoolean();
        } catch (RuntimeException failure) {
            log.event("duty-failed").named("duty", duty).with(failure).write();
            return false;
        }
    }

    private static boolean succeeding(Runnable work) {
        work.run();
        return true;
    }

    /** @param invocation null where somebody else than Lambda calls the function */
    private static boolean hasTimeForOneMore(Context invocation) {
        return invocation == null || invocation.getRemainingTimeInMillis() > FOR_ONE_MORE.toMillis();
    }
}
