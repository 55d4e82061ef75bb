package cn.touzhi.local.aws;

import cn.touzhi.local.data.DataFolder;
import cn.touzhi.local.data.StoredByte;
import cn.touzhi.local.lambda.Credentials;
import cn.touzhi.local.template.Stack;
import cn.touzhi.local.time.ShiftedClock;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** The local AWS of {@code buckets.yaml} and functions' credentials in it. */
final class BucketCloud implements AutoCloseable {
    static final Credentials FILES = new Credentials("ASIAFILES", "files' secret", "files' token");
    static final Credentials KEYLESS = new Credentials("ASIAKEYLESS", "keyless secret", "keyless token");
    static final Credentials DEPLOYER = new Credentials(AwsFront.DEPLOYER_KEY, "local", "");

    private static final Path TEMPLATE = Path.of("src/test/resources/cn/touzhi/local/aws/buckets.yaml");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final DataFolder data;
    private final ShiftedClock clock;
    private final LocalAws aws;

    BucketCloud(DataFolder data) {
        this.data = data;
        this.clock = ShiftedClock.in(data.path());
        this.aws = LocalAws.start(
                Path.of("engines"), Stack.read(TEMPLATE, Map.of()), data, new Functions(), List.of(), clock);
    }

    LocalAws aws() {
        return aws;
    }

    ShiftedClock clock() {
        return clock;
    }

    S3Client client(Credentials credentials) {
        return S3Client.builder()
                .endpointOverride(aws.endpoint())
                .region(Region.CN_NORTH_1)
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(sdk(credentials)))
                .overrideConfiguration(override -> override.retryStrategy(RetryMode.STANDARD))
                .build();
    }

    S3Presigner presigner(Credentials credentials) {
        return S3Presigner.builder()
                .endpointOverride(aws.endpoint())
                .region(Region.CN_NORTH_1)
                .serviceConfiguration(
                        S3Configuration.builder().pathStyleAccessEnabled(true).build())
                .credentialsProvider(StaticCredentialsProvider.create(sdk(credentials)))
                .build();
    }

    URI url(String path) {
        return aws.endpoint().resolve(path);
    }

    /** What lies in a queue, read. */
    List<JsonNode> messages(String queue) {
        return aws.queues().messages(queue).stream()
                .map(message -> {
                    try {
                        return JSON.readTree(message.body());
                    } catch (JsonProcessingException malformed) {
                        throw new IllegalStateException(malformed);
                    }
                })
                .toList();
    }

    List<StoredByte> stored(String kind) {
        List<StoredByte> stored = new ArrayList<>();
        aws.stores().forEach(kind::equals, stored::add);
        return stored;
    }

    @Override
    public void close() {
        aws.close();
        data.close();
    }

    private static AwsCredentials sdk(Credentials credentials) {
        return credentials.sessionToken().isEmpty()
                ? AwsBasicCredentials.create(credentials.accessKeyId(), credentials.secretAccessKey())
                : AwsSessionCredentials.create(
                        credentials.accessKeyId(), credentials.secretAccessKey(), credentials.sessionToken());
    }

    /** Two functions that run. */
    private static final class Functions implements Callers {
        private final Map<String, Session> sessions = Map.of(
                FILES.accessKeyId(), new Session(FILES, "FilesRole"),
                KEYLESS.accessKeyId(), new Session(KEYLESS, "KeylessRole"));

        @Override
        public Optional<Caller> byAccessKey(String accessKeyId) {
            return session(accessKeyId).map(session -> new Bearer(session.role()));
        }

        @Override
        public Optional<Session> session(String accessKeyId) {
            return Optional.ofNullable(sessions.get(accessKeyId));
        }
    }
}
