package cn.touzhi.local.lambda;

import cn.touzhi.local.aws.AwsCall;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * One run of a function.
 *
 * @param id the request id that its logs carry
 * @param function logical id
 * @param source what invoked it: an API's, queue's or table's logical id, a schedule's name, {@code invoke} for a call to
 *     Lambda, or {@code manual}
 * @param cold whether a process had to be started for it
 * @param startedAt on the local cloud's clock
 * @param took all of it, a cold start included
 * @param init how long the process took to start; zero where it was warm
 * @param calls what it called in AWS, in the order of the answers; a call that outlasts the run is added when it is over
 */
public record Invocation(
        String id,
        String function,
        String source,
        boolean cold,
        Instant startedAt,
        Duration took,
        Duration init,
        Outcome outcome,
        List<AwsCall> calls) {}
