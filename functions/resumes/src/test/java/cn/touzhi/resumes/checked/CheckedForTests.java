package cn.touzhi.resumes.checked;

import cn.touzhi.kernel.aws.AwsCalls;
import cn.touzhi.kernel.log.OperationLog;
import cn.touzhi.resumes.ResumesRoom;
import cn.touzhi.resumes.ResumesTable;
import java.time.Clock;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Makes the function that hears of checked uploads for tests of other packages. */
public final class CheckedForTests {
    private CheckedForTests() {}

    /** The function with {@code queue} and {@code bucket}. */
    public static ResumesCheckedHandler handler(
            DynamoDbClient dynamo, SqsClient queue, S3Client bucket, Clock clock, Consumer<String> log) {
        return new ResumesCheckedHandler(
                new ResumesCheckedSettings(ResumesTable.NAME, ResumesRoom.BUCKET, "queue"),
                dynamo,
                queue,
                bucket,
                new AwsCalls(),
                clock,
                new OperationLog("resumes-checked", clock, log));
    }
}
