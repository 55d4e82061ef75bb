package cn.touzhi.local.lambda;

import cn.touzhi.local.template.LambdaFunction;
import cn.touzhi.local.template.Names;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The command and the environment variables of a function's process, as Lambda's managed Java runtime has them. */
final class EnvironmentCommand {
    private static final String CLIENT = "com.amazonaws.services.lambda.runtime.api.client.";
    /** Of the memory that the template gives; the rest is for the JVM itself, as Lambda reckons. */
    private static final double HEAP_SHARE = 0.85;

    private final RuntimeSettings settings;
    private final LambdaFunction function;

    EnvironmentCommand(RuntimeSettings settings, LambdaFunction function) {
        this.settings = settings;
        this.function = function;
    }

    ProcessBuilder process(Path taskRoot, Path temporary, Credentials credentials, String runtimeApi) {
        ProcessBuilder process = new ProcessBuilder(command(temporary)).directory(taskRoot.toFile());
        Map<String, String> environment = process.environment();
        environment.clear();
        environment.putAll(function.environment());
        environment.putAll(reserved(taskRoot, credentials, runtimeApi));
        return process;
    }

    private List<String> command(Path temporary) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx" + Math.round(function.memoryMegabytes() * HEAP_SHARE) + "m");
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-XX:+UseSerialGC");
        command.add("-Xshare:auto");
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("--sun-misc-unsafe-memory-access=allow");
        command.add("-Dstdout.encoding=UTF-8");
        command.add("-Dstderr.encoding=UTF-8");
        command.add("-Djava.io.tmpdir=" + temporary);
        command.add("-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac");
        // without it each process writes the library anew to one place in /tmp while others read it
        command.add("-D" + CLIENT + "runtimeapi.NativeClient.JNI=" + settings.nativeLibrary());
        settings.agent().ifPresent(agent -> command.add("-javaagent:" + agent.jar() + "=" + agent.clock()));
        command.add("-cp");
        command.add(
                settings.runtimeJars().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        command.add(CLIENT + "AWSLambda");
        command.add(function.handler());
        return command;
    }

    private Map<String, String> reserved(Path taskRoot, Credentials credentials, String runtimeApi) {
        return Map.ofEntries(
                Map.entry("AWS_LAMBDA_RUNTIME_API", runtimeApi),
                Map.entry("AWS_LAMBDA_FUNCTION_NAME", function.logicalId()),
                Map.entry("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST"),
                Map.entry("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(function.memoryMegabytes())),
                Map.entry("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand"),
                Map.entry("AWS_LAMBDA_LOG_GROUP_NAME", function.logGroup().orElse(function.logicalId())),
                Map.entry("AWS_LAMBDA_LOG_STREAM_NAME", "$LATEST/" + credentials.accessKeyId()),
                Map.entry("AWS_EXECUTION_ENV", "AWS_Lambda_" + function.runtime()),
                Map.entry("AWS_REGION", Names.REGION),
                Map.entry("AWS_DEFAULT_REGION", Names.REGION),
                Map.entry("AWS_ACCESS_KEY_ID", credentials.accessKeyId()),
                Map.entry("AWS_SECRET_ACCESS_KEY", credentials.secretAccessKey()),
                Map.entry("AWS_SESSION_TOKEN", credentials.sessionToken()),
                Map.entry("AWS_ENDPOINT_URL", settings.endpoint()),
                Map.entry("LAMBDA_TASK_ROOT", taskRoot.toString()),
                Map.entry("_HANDLER", function.handler()),
                Map.entry("LANG", "en_US.UTF-8"),
                // English may not be installed here; the encoding is what matters
                Map.entry("LC_ALL", "C.UTF-8"),
                Map.entry("PATH", "/usr/local/bin:/usr/bin:/bin"),
                Map.entry("TZ", "UTC"));
    }
}
