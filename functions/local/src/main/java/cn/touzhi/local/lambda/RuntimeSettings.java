package cn.touzhi.local.lambda;

import cn.touzhi.local.template.LambdaFunction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How functions are run on this machine.
 *
 * @param runtimeJars the managed runtime's jars: the runtime interface client and what it needs
 * @param nativeLibrary the client's native part, unpacked, for all processes to share
 * @param agent the jar and the clock's file that it reads; empty to run on real time without it
 * @param workFolder where code is unpacked
 * @param endpoint where the processes find AWS
 * @param concurrency how many processes of a function may run at once
 * @param waiting how many invocations of a function may wait for one
 * @param initLimit how long a process may take until it asks for its first event (Lambda grants 10 s, on machines of
 *     its own)
 * @param starting is told of each process that starts, for what Lambda itself then does in the role's name
 */
public record RuntimeSettings(
        List<Path> runtimeJars,
        Path nativeLibrary,
        Optional<Agent> agent,
        Path workFolder,
        String endpoint,
        int concurrency,
        int waiting,
        Duration initLimit,
        Consumer<LambdaFunction> starting) {
    /** @param clock the file that holds the offset */
    public record Agent(Path jar, Path clock) {}
}
