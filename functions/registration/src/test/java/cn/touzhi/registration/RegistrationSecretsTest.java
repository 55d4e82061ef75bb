package cn.touzhi.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.touzhi.kernel.aws.Secrets;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

@DisplayName("The room's secrets")
@Timeout(30)
class RegistrationSecretsTest {
    private static final String VALUE = "0123456789abcdef0123456789abcdef";

    private final Unhurried manager = new Unhurried();
    private final RegistrationSecrets secrets =
            new RegistrationSecrets(new Secrets(manager), RegistrationRoom.settings());

    @Test
    @DisplayName("are both asked for before anybody needs them, and once")
    void ahead() throws Exception {
        manager.nextReading().complete(VALUE);
        manager.nextReading().complete(VALUE);

        assertThat(secrets.pepper()).isEqualTo(VALUE.getBytes(StandardCharsets.UTF_8));
        assertThat(secrets.pepper()).isEqualTo(secrets.room());
        assertThat(manager.hasMoreReadings()).isFalse();
    }

    @Test
    @DisplayName("cost whoever waits for them one reading that fails, and never a second; whoever asks next gets that")
    void oneWait() throws Exception {
        CompletableFuture<String> one = manager.nextReading();
        CompletableFuture<String> other = manager.nextReading();
        FutureTask<byte[]> start = new FutureTask<>(secrets::pepper);
        Thread starting = Thread.startVirtualThread(start);
        while (starting.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        one.completeExceptionally(ApiCallTimeoutException.create(6_000));
        other.completeExceptionally(ApiCallTimeoutException.create(6_000));

        assertThatThrownBy(start::get).hasRootCauseInstanceOf(ApiCallTimeoutException.class);
        // none is under way while nobody waits: time would go on over it while Lambda freezes the process
        assertThat(manager.hasMoreReadings()).isFalse();

        FutureTask<byte[]> next = new FutureTask<>(secrets::pepper);
        Thread.startVirtualThread(next);
        manager.nextReading().complete(VALUE);
        assertThat(next.get()).isEqualTo(VALUE.getBytes(StandardCharsets.UTF_8));
    }

    /** A Secrets Manager that answers when the test says so. */
    private static final class Unhurried implements SecretsManagerClient {
        private final LinkedBlockingQueue<CompletableFuture<String>> readings = new LinkedBlockingQueue<>();

        @Override
        public GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
            CompletableFuture<String> reading = new CompletableFuture<>();
            readings.add(reading);
            try {
                return GetSecretValueResponse.builder()
                        .secretString(reading.join())
                        .build();
            } catch (CompletionException failed) {
                throw (RuntimeException) failed.getCause();
            }
        }

        CompletableFuture<String> nextReading() throws InterruptedException {
            return readings.take();
        }

        boolean hasMoreReadings() {
            return !readings.isEmpty();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }
}
