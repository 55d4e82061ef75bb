package cn.touzhi.local.template;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A function as the template declares it, Globals included.
 *
 * @param code the zip or folder of {@code CodeUri}, absolute
 * @param role logical id
 * @param snapStart whether published versions start from a snapshot
 * @param logGroup logical id
 */
public record LambdaFunction(
        String logicalId,
        Path code,
        String handler,
        String runtime,
        Map<String, String> environment,
        int memoryMegabytes,
        Duration timeout,
        String role,
        boolean snapStart,
        Optional<String> logGroup,
        OptionalInt reservedConcurrency,
        List<EventSource> events) {}
