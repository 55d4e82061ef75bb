package cn.touzhi.local.lambda;

import cn.touzhi.local.template.LambdaFunction;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What functions wrote, the latest of it: this is a developer's machine and not CloudWatch. */
public final class FunctionLogs {
    private static final int KEPT = 100_000;

    private final Clock clock;
    private final Deque<LogLine> lines = new ArrayDeque<>();

    public FunctionLogs(Clock clock) {
        this.clock = clock;
    }

    void add(LambdaFunction function, String requestId, String text) {
        String group = function.logGroup().orElse("/aws/lambda/" + function.logicalId());
        add(new LogLine(clock.instant(), function.logicalId(), group, requestId, text));
    }

    /** Puts a line of another source, such as an API's access log, beside those of the functions. */
    public void add(LogLine line) {
        synchronized (lines) {
            lines.addLast(line);
            if (lines.size() > KEPT) {
                lines.removeFirst();
            }
        }
    }

    /** Oldest first, of one function or of all. */
    public List<LogLine> of(Optional<String> function) {
        synchronized (lines) {
            return lines.stream()
                    .filter(line -> function.map(line.function()::equals).orElse(true))
                    .collect(Collectors.toList());
        }
    }
}
