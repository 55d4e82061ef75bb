package cn.touzhi.kernel;

import java.util.concurrent.atomic.AtomicBoolean;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.InternalServiceErrorException;

/** Secrets Manager without the network: the value of each secret follows from its name. */
public final class InMemorySecrets implements SecretsManagerClient {
    private final AtomicBoolean down = new AtomicBoolean();

    /** From now on it answers nothing but faults, or answers again. */
    public void down(boolean is) {
        down.set(is);
    }

    @Override
    public GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
        if (down.get()) {
            throw InternalServiceErrorException.builder().message("down").build();
        }
        return GetSecretValueResponse.builder()
                .secretString(request.secretId().repeat(8))
                .build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
