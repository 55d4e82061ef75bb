package cn.touzhi.local.aws;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.local.data.DataFolder;
import cn.touzhi.local.data.Message;
import cn.touzhi.local.engine.StoredMessage;
import cn.touzhi.local.template.Stack;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sns.SnsClient;

@DisplayName("A local AWS with a data folder")
class RestartTest {
    private static final Path TEMPLATE = Path.of("src/test/resources/cn/touzhi/local/aws/cloud.yaml");

    @TempDir
    Path folder;

    @Test
    @DisplayName("still knows keys, secrets, messages and the outside world when it is started again")
    void restart() {
        SdkBytes ciphertext;
        String pepper;
        try (DataFolder data = DataFolder.at(folder);
                LocalAws aws = start(data)) {
            ciphertext = client(aws, KmsClient.builder())
                    .encrypt(encrypt -> encrypt.keyId("StorageKey").plaintext(SdkBytes.fromUtf8String("kept")))
                    .ciphertextBlob();
            pepper = pepper(aws);
            SnsClient sns = client(aws, SnsClient.builder());
            sns.publish(sms -> sms.phoneNumber("+8613800138000").message("kept"));
            sns.publish(event -> event.topicArn("arn:aws-cn:sns:cn-north-1:123456789012:Events")
                    .message("kept"));
        }

        try (DataFolder data = DataFolder.at(folder);
                LocalAws aws = start(data)) {
            assertThat(client(aws, KmsClient.builder())
                            .decrypt(decrypt -> decrypt.ciphertextBlob(ciphertext))
                            .plaintext()
                            .asUtf8String())
                    .isEqualTo("kept");
            assertThat(pepper(aws)).isEqualTo(pepper);
            assertThat(aws.outbox().all()).extracting(Message::text).containsExactly("kept");
            assertThat(aws.queues().messages("Wrapped"))
                    .extracting(StoredMessage::body)
                    .singleElement()
                    .asString()
                    .contains("kept");
        }
    }

    private static String pepper(LocalAws aws) {
        return client(aws, SecretsManagerClient.builder())
                .getSecretValue(get -> get.secretId("Pepper"))
                .secretString();
    }

    private static LocalAws start(DataFolder data) {
        return LocalAws.start(
                Path.of("engines"),
                Stack.read(TEMPLATE, Map.of()),
                data,
                key -> Optional.empty(),
                List.of(),
                Clock.systemUTC());
    }

    private static <B extends AwsClientBuilder<B, C>, C> C client(LocalAws aws, B builder) {
        return builder.endpointOverride(aws.endpoint())
                .region(Region.CN_NORTH_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(AwsFront.DEPLOYER_KEY, "secret")))
                .build();
    }
}
