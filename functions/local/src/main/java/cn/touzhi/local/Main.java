package cn.touzhi.local;

import cn.touzhi.local.engine.EngineException;
import cn.touzhi.local.lambda.FunctionException;
import cn.touzhi.local.template.TemplateException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** {@code mvn -Plocal}: starts the project's template and runs until it is stopped. */
public final class Main {
    private static final int PORT = 8080;

    private Main() {}

    /** Reads the system properties {@code port} and {@code data}; runs in the project's folder. */
    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) {
        PrintStream screen = System.out;
        long began = System.nanoTime();
        try {
            screen.println("Starting the local cloud ...");
            LocalCloud cloud = LocalCloud.start(options());
            CountDownLatch stopped = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                cloud.close();
                stopped.countDown();
            }));
            screen.println(Screen.of(cloud, Duration.ofNanos(System.nanoTime() - began)));
            stopped.await();
        } catch (StartException
                | TemplateException
                | EngineException
                | FunctionException
                | IllegalStateException
                | IllegalArgumentException
                | UncheckedIOException failure) {
            screen.println("The local cloud can't start. " + failure.getMessage());
            System.exit(1);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private static Options options() {
        Options options = Options.in(Path.of("").toAbsolutePath()).withPort(port());
        String data = System.getProperty("data", "");
        return data.isEmpty() ? options : options.withData(Path.of(data));
    }

    private static int port() {
        String port = System.getProperty("port", Integer.toString(PORT));
        try {
            return Integer.parseInt(port);
        } catch (NumberFormatException noNumber) {
            throw new StartException("-Dport=%s is no port.".formatted(port));
        }
    }
}
