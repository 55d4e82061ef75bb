package cn.touzhi.resumes.hearing;

import cn.touzhi.kernel.aws.AwsCalls;
import cn.touzhi.kernel.log.OperationLog;
import cn.touzhi.resumes.ResumesTable;
import java.time.Clock;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Makes the hearing function for tests of other packages. */
public final class HearingForTests {
    private HearingForTests() {}

    /** The function with {@code queue} and {@code s3}. */
    public static ResumesHearingHandler handler(
            DynamoDbClient dynamo, SqsClient queue, S3Client s3, Clock clock, Consumer<String> log) {
        return new ResumesHearingHandler(
                new ResumesHearingSettings(ResumesTable.NAME, "queue", "attachments-bucket"),
                dynamo,
                queue,
                () -> s3,
                new AwsCalls(),
                clock,
                new OperationLog("resumes-hearing", clock, log));
    }
}
