package cn.touzhi.attachments;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.attachments.content.GoodFiles;
import cn.touzhi.kernel.InMemoryBucket;
import cn.touzhi.kernel.InMemoryQueue;
import cn.touzhi.kernel.Invocation;
import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.attachment.CheckedUpload;
import cn.touzhi.kernel.attachment.CheckedUpload.Outcome;
import cn.touzhi.kernel.attachment.ObjectKeys;
import cn.touzhi.kernel.aws.AwsCalls;
import cn.touzhi.kernel.event.EventJson;
import cn.touzhi.kernel.log.OperationLog;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;
import software.amazon.awssdk.services.sqs.model.SqsException;

@DisplayName("The function that checks uploads")
class AttachmentsHandlerTest {
    private static final String BUCKET = "attachments-bucket";
    private static final String ATTACHMENT = "A".repeat(22);
    private static final SubjectId SUBJECT = new SubjectId("S".repeat(22));
    private static final String KEY = ObjectKeys.uploaded(SUBJECT, ATTACHMENT);

    private final InMemoryBucket bucket = new InMemoryBucket();
    private final Results results = new Results();
    private final List<String> log = new ArrayList<>();

    @Test
    @DisplayName("stores what is harmless among the clean files, says so, and takes the upload away")
    void clean() {
        String version = bucket.put(KEY, "application/pdf", GoodFiles.pdf());

        assertThat(hears(told(KEY, version), false)).isTrue();

        String upload = ObjectKeys.uploadOf(version);
        assertThat(results.told)
                .containsExactly(new CheckedUpload(
                        SUBJECT, ATTACHMENT, upload, new Outcome.Clean(GoodFiles.pdf().length, false)));
        assertThat(bucket.keys()).containsExactly(ObjectKeys.file(ATTACHMENT, upload));
        assertThat(bucket.content(ObjectKeys.file(ATTACHMENT, upload))).isEqualTo(GoodFiles.pdf());
        assertThat(bucket.mediaType(ObjectKeys.file(ATTACHMENT, upload))).isEqualTo("application/pdf");
    }

    @Test
    @DisplayName("says why it refuses a file, and takes it away")
    void refused() {
        String version = bucket.put(KEY, "image/png", GoodFiles.pdf());

        assertThat(hears(told(KEY, version), false)).isTrue();

        assertThat(results.told)
                .extracting(CheckedUpload::outcome)
                .containsExactly(new Outcome.Refused("type-mismatch"));
        assertThat(bucket.keys()).isEmpty();
    }

    @Test
    @DisplayName("says of what is there no more that it is gone, however often it is told of it")
    void gone() {
        String version = bucket.put(KEY, "application/pdf", GoodFiles.pdf());
        hears(told(KEY, version), false);
        hears(told(KEY, version), false);

        assertThat(results.told)
                .extracting(CheckedUpload::outcome)
                .containsExactly(new Outcome.Clean(GoodFiles.pdf().length, false), new Outcome.Gone());
    }

    @Test
    @DisplayName("checks again what it could not tell of, and comes to the same")
    void again() {
        String version = bucket.put(KEY, "application/pdf", GoodFiles.pdf());
        results.down = true;
        assertThat(hears(told(KEY, version), false)).isFalse();
        assertThat(bucket.keys()).contains(KEY);
        results.down = false;

        assertThat(hears(told(KEY, version), false)).isTrue();

        assertThat(results.told).hasSize(1);
        assertThat(bucket.keys()).containsOnly(ObjectKeys.file(ATTACHMENT, ObjectKeys.uploadOf(version)));
    }

    @ParameterizedTest
    @CsvSource({
        "THREATS_FOUND, malware",
        "UNSUPPORTED, not-scanned",
        "ACCESS_DENIED, not-scanned",
        "FAILED, not-scanned"
    })
    @DisplayName("believes GuardDuty, where it scans, and refuses what that doesn't vouch for:")
    void guardDuty(String tag, String reason) {
        String version = bucket.put(KEY, "application/pdf", GoodFiles.pdf());
        bucket.tag(version, "GuardDutyMalwareScanStatus", tag);

        assertThat(hears(told(KEY, version), true)).isTrue();

        assertThat(results.told).extracting(CheckedUpload::outcome).containsExactly(new Outcome.Refused(reason));
        assertThat(bucket.keys()).isEmpty();
    }

    @Test
    @DisplayName("leaves a file in quarantine until GuardDuty has looked at it, and checks it itself then")
    void waits() {
        String version = bucket.put(KEY, "application/pdf", GoodFiles.pdf());
        assertThat(hears(told(KEY, version), true)).isTrue();
        assertThat(results.told).isEmpty();
        assertThat(bucket.keys()).containsExactly(KEY);
        bucket.tag(version, "GuardDutyMalwareScanStatus", "NO_THREATS_FOUND");

        hears(told(KEY, version), true);

        assertThat(results.told).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "clean/AAAAAAAAAAAAAAAAAAAAAA/x/file",
                "quarantine/x/AAAAAAAAAAAAAAAAAAAAAA",
                "quarantine/SSSSSSSSSSSSSSSSSSSSSS/AAAAAAAAAAAAAAAAAAAAAA/more",
                "quarantine/SSSSSSSSSSSSSSSSSSSSSS/..%2F..%2Fclean"
            })
    @DisplayName("has nothing to do with what lies elsewhere:")
    void foreign(String key) {
        assertThat(hears(told(key, "1"), false)).isTrue();

        assertThat(results.told).isEmpty();
        assertThat(log.toString()).contains("upload-foreign").doesNotContain(key);
    }

    @Test
    @DisplayName("takes no notice of S3 trying out whether it may tell, and gives back what is no message of S3's")
    void otherMessages() {
        assertThat(hears("{\"Service\":\"Amazon S3\",\"Event\":\"s3:TestEvent\",\"Bucket\":\"b\"}", false))
                .isTrue();
        assertThat(hears("{\"Records\":[{\"eventName\":\"x\"}]}", false)).isFalse();
        assertThat(hears("canary", false)).isFalse();
        assertThat(log.toString()).doesNotContain("canary");
    }

    private boolean hears(String message, boolean guardDuty) {
        InMemoryQueue queue = new InMemoryQueue();
        queue.add(message);
        AttachmentsHandler handler = new AttachmentsHandler(
                new AttachmentsSettings(BUCKET, "results", guardDuty),
                bucket,
                results,
                new AwsCalls(),
                Clock.systemUTC(),
                new OperationLog("attachments", Clock.systemUTC(), log::add));
        queue.settle(handler.handleRequest(queue.receive(), Invocation.unhurried()));
        return queue.left().isEmpty();
    }

    /** As S3 writes it (S3 user guide, "Event message structure"). */
    private static String told(String key, String version) {
        return """
                {"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"cn-north-1",
                "eventTime":"2026-11-27T10:00:00.000Z","eventName":"ObjectCreated:Post",
                "s3":{"s3SchemaVersion":"1.0","bucket":{"name":"%s","arn":"arn:aws-cn:s3:::b"},
                "object":{"key":"%s","size":1,"eTag":"e","versionId":"%s","sequencer":"1"}}}]}
                """.formatted(BUCKET, key, version);
    }

    private static final class Results implements SqsClient {
        private final List<CheckedUpload> told = new ArrayList<>();
        private boolean down;

        @Override
        public SendMessageResponse sendMessage(SendMessageRequest request) {
            if (down) {
                throw SqsException.builder().message("down").build();
            }
            told.add(CheckedUpload.of(EventJson.read(request.messageBody())));
            return SendMessageResponse.builder().build();
        }

        @Override
        public String serviceName() {
            return "sqs";
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
