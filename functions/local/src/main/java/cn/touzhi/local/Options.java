package cn.touzhi.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What can be chosen when a local cloud is started.
 *
 * @param root the project's folder, with {@code functions/local/engines}
 * @param template where the template lies
 * @param port of 127.0.0.1; 0 for any that is free
 * @param data a folder that keeps everything; empty for one that goes with the cloud
 * @param parameters of the template, in place of its defaults
 * @param concurrency how many processes of a function may run at once
 * @param visibility after what time a function gets again the messages that it failed at, for tests that can't wait for
 *     the queues' own visibility time; that holds while the function runs, and a time that the function itself set for a
 *     message is left alone
 * @param warm whether one process of each function is started ahead
 */
public record Options(
        Path root,
        Path template,
        int port,
        Optional<Path> data,
        Map<String, String> parameters,
        int concurrency,
        Optional<Duration> visibility,
        boolean warm) {
    private static final int PROCESSES = 4;

    /** For tests: any port, nothing kept, the project's own template. */
    public static Options in(Path root) {
        return new Options(
                root, root.resolve("template.yaml"), 0, Optional.empty(), Map.of(), PROCESSES, Optional.empty(), true);
    }

    public Options withTemplate(Path other) {
        return new Options(root, other, port, data, parameters, concurrency, visibility, warm);
    }

    public Options withPort(int other) {
        return new Options(root, template, other, data, parameters, concurrency, visibility, warm);
    }

    public Options withData(Path folder) {
        return new Options(root, template, port, Optional.of(folder), parameters, concurrency, visibility, warm);
    }

    public Options withParameters(Map<String, String> other) {
        return new Options(root, template, port, data, Map.copyOf(other), concurrency, visibility, warm);
    }

    public Options withConcurrency(int processes) {
        return new Options(root, template, port, data, parameters, processes, visibility, warm);
    }

    public Options withVisibility(Duration time) {
        return new Options(root, template, port, data, parameters, concurrency, Optional.of(time), warm);
    }

    /** Every first call is then a cold start. */
    public Options cold() {
        return new Options(root, template, port, data, parameters, concurrency, visibility, false);
    }
}
