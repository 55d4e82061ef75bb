package cn.touzhi.local.lambda;

import cn.touzhi.local.template.LambdaFunction;
import cn.touzhi.local.time.ShiftedClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Functions of the tests, run as the local cloud runs the real ones. */
public final class TestRuntime {
    private TestRuntime() {}

    /** With the agent, two processes a function and two that wait. */
    public static RuntimeSettings settings(Path work, ShiftedClock clock) {
        ManagedRuntime runtime = ManagedRuntime.of(Path.of("engines/runtime/target/lib"), work);
        Path agent = Path.of("target/local-1-agent.jar").toAbsolutePath();
        return new RuntimeSettings(
                runtime.jars(),
                runtime.nativeLibrary(),
                Optional.of(new RuntimeSettings.Agent(agent, clock.file())),
                work,
                "http://127.0.0.1:9",
                2,
                2,
                Duration.ofSeconds(30),
                starting -> {});
    }

    /** A function that runs {@code handler} and may take three seconds. */
    public static LambdaFunction function(String name, Path zip, Class<?> handler) {
        return new LambdaFunction(
                name,
                zip,
                handler.getName() + "::handleRequest",
                "java25",
                Map.of("GREETING", "你好"),
                256,
                Duration.ofSeconds(3),
                name + "Role",
                false,
                Optional.of(name + "Logs"),
                OptionalInt.empty(),
                List.of());
    }
}
