package cn.touzhi.kernel.aws;

import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** The platform's secrets, which the template generates and nobody ever sees. */
public final class Secrets {
    private final SecretsManagerClient client;

    public Secrets(SecretsManagerClient client) {
        this.client = client;
    }

    /** The secret with this ARN. */
    public byte[] read(String arn) {
        return client.getSecretValue(request -> request.secretId(arn))
                .secretString()
                .getBytes(StandardCharsets.UTF_8);
    }
}
