package cn.touzhi.applications.timers;

import cn.touzhi.applications.ApplicationsTable;
import cn.touzhi.kernel.aws.AwsCalls;
import cn.touzhi.kernel.log.OperationLog;
import java.time.Clock;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Makes the timers function for tests of other packages. */
public final class TimersForTests {
    private TimersForTests() {}

    /** The function. */
    public static ApplicationsTimersHandler handler(DynamoDbClient dynamo, Clock clock, Consumer<String> log) {
        return new ApplicationsTimersHandler(
                new ApplicationsTimersSettings(ApplicationsTable.NAME),
                dynamo,
                new AwsCalls(),
                clock,
                new OperationLog("applications-timers", clock, log));
    }
}
