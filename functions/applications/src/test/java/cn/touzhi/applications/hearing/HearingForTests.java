package cn.touzhi.applications.hearing;

import cn.touzhi.applications.ApplicationsTable;
import cn.touzhi.kernel.aws.AwsCalls;
import cn.touzhi.kernel.log.OperationLog;
import java.time.Clock;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Makes the hearing function for tests of other packages. */
public final class HearingForTests {
    private HearingForTests() {}

    /** The function with {@code queue}. */
    public static ApplicationsHearingHandler handler(
            DynamoDbClient dynamo, SqsClient queue, Clock clock, Consumer<String> log) {
        return new ApplicationsHearingHandler(
                new ApplicationsHearingSettings(ApplicationsTable.NAME, "queue"),
                dynamo,
                queue,
                new AwsCalls(),
                clock,
                new OperationLog("applications-hearing", clock, log));
    }
}
