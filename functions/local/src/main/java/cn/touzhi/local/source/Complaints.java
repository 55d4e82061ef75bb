package cn.touzhi.local.source;

import cn.touzhi.local.lambda.FunctionLogs;
import cn.touzhi.local.lambda.LogLine;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Tells, once, why a function is not fed: Lambda itself would only show it as the state of the mapping. */
final class Complaints {
    private final String function;
    private final FunctionLogs logs;
    private final Clock clock;
    private final Set<String> made = ConcurrentHashMap.newKeySet();

    Complaints(String function, FunctionLogs logs, Clock clock) {
        this.function = function;
        this.logs = logs;
        this.clock = clock;
    }

    void make(String sentence) {
        if (made.add(sentence)) {
            logs.add(new LogLine(clock.instant(), function, "local", "", sentence));
        }
    }
}
