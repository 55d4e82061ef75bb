package cn.touzhi.local.aws;

import java.time.Instant;

/**
 * One call of a function to AWS.
 *
 * @param outcome {@code ok} or the error code
 * @param readUnits of DynamoDB
 * @param writeUnits of DynamoDB
 */
public record AwsCall(
        String service,
        String operation,
        Instant startedAt,
        long millis,
        String outcome,
        double readUnits,
        double writeUnits) {}
