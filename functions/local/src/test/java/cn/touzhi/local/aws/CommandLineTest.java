package cn.touzhi.local.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;

@DisplayName("The AWS command line")
@ResourceLock(Cloud.LOCK)
class CommandLineTest {
    @RegisterExtension
    static final Cloud cloud = new Cloud();

    @BeforeAll
    static void installed() {
        boolean found = Pattern.compile(File.pathSeparator)
                .splitAsStream(System.getenv("PATH"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "aws")));
        assumeTrue(found, "the AWS command line is not installed");
    }

    @Test
    @DisplayName("stores and reads an item")
    void dynamodb() throws Exception {
        aws("dynamodb", "put-item", "--table-name", "Keys", "--item", "{\"pk\":{\"S\":\"CLI\"}}");

        assertThat(aws("dynamodb", "get-item", "--table-name", "Keys", "--key", "{\"pk\":{\"S\":\"CLI\"}}"))
                .contains("\"S\": \"CLI\"");
    }

    @Test
    @DisplayName("publishes to a topic and by SMS")
    void sns() throws Exception {
        assertThat(aws(
                        "sns",
                        "publish",
                        "--topic-arn",
                        "arn:aws-cn:sns:cn-north-1:123456789012:Events",
                        "--message",
                        "cli"))
                .contains("MessageId");
        aws("sns", "publish", "--phone-number", "+8613900139000", "--message", "from the command line");

        assertThat(cloud.aws().outbox().find("sms", "+8613900139000"))
                .anyMatch(message -> message.text().equals("from the command line"));
    }

    @Test
    @DisplayName("sends an e-mail")
    void ses() throws Exception {
        aws(
                "sesv2",
                "send-email",
                "--from-email-address",
                "no-reply@touzhi.cn",
                "--destination",
                "ToAddresses=cli@example.com",
                "--content",
                "{\"Simple\":{\"Subject\":{\"Data\":\"s\"},\"Body\":{\"Text\":{\"Data\":\"t\"}}}}");

        assertThat(cloud.aws().outbox().find("email", "cli@example.com")).hasSize(1);
    }

    @Test
    @DisplayName("makes a data key and reads a secret")
    void keys() throws Exception {
        assertThat(aws("kms", "generate-data-key", "--key-id", "alias/storage", "--key-spec", "AES_256"))
                .contains("CiphertextBlob");
        assertThat(aws("secretsmanager", "get-secret-value", "--secret-id", "Pepper"))
                .contains("SecretString");
    }

    @Test
    @DisplayName("sends to a queue and receives from it")
    void sqs() throws Exception {
        String url = "https://sqs.cn-north-1.amazonaws.com.cn/123456789012/Failures";
        aws("sqs", "send-message", "--queue-url", url, "--message-body", "cli");

        assertThat(aws("sqs", "receive-message", "--queue-url", url)).contains("\"Body\": \"cli\"");
    }

    private static String aws(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "aws",
                "--endpoint-url",
                cloud.aws().endpoint().toString(),
                "--region",
                "cn-north-1",
                "--output",
                "json"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("AWS_ACCESS_KEY_ID", AwsFront.DEPLOYER_KEY);
        builder.environment().put("AWS_SECRET_ACCESS_KEY", "secret");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
