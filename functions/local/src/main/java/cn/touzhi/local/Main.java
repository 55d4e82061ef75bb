package cn.touzhi.local;

import cn.touzhi.local.demo.Demo;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** {@code mvn -Plocal}: starts the project's template and runs until it is stopped. */
public final class Main {
    private static final int PORT = 8080;

    /** Longer than the engines need to start or to end. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Thread thread = Thread.currentThread();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile boolean stopping;

    private Main() {}

    /** Reads the system properties {@code port}, {@code data} and {@code demo}; runs in the project's folder. */
    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) {
        Main main = new Main();
        Runtime.getRuntime().addShutdownHook(new Thread(main::stop));
        // a Maven that is killed can't tell anybody
        ProcessHandle.current().parent().ifPresent(maven -> maven.onExit().thenRun(() -> System.exit(0)));
        if (!main.run(System.out)) {
            System.exit(1);
        }
    }

    /** Returns when it is stopped, or false if it can't start. */
    private boolean run(PrintStream screen) {
        long began = System.nanoTime();
        screen.println("Starting the local cloud ...");
        try (LocalCloud cloud = LocalCloud.start(options())) {
            screen.println(Screen.of(cloud, Duration.ofNanos(System.nanoTime() - began)));
            if (isDemo()) {
                demonstrate(cloud, screen);
            }
            new CountDownLatch(1).await();
            return true;
        } catch (InterruptedException stopped) {
            return true;
        } catch (RuntimeException failure) {
            if (!stopping) {
                screen.println("The local cloud can't start. " + sentence(failure));
            }
            return stopping;
        } finally {
            over.countDown();
        }
    }

    /** A demo that fails takes nothing of the cloud with it. */
    private static void demonstrate(LocalCloud cloud, PrintStream screen) {
        screen.println("  Filling it with a demo ...");
        try {
            screen.println("  " + Demo.fill(cloud.url()) + " of a demo are there.");
        } catch (RuntimeException failure) {
            screen.println("  The demo stopped half-way. " + sentence(failure));
        }
    }

    /** Maven says true where only its name is given. */
    private static boolean isDemo() {
        String demo = System.getProperty("demo", "false");
        return demo.isEmpty() || demo.equals("true");
    }

    /** Ends a start that is still under way, too: what it made so far goes away with it. */
    private void stop() {
        stopping = true;
        thread.interrupt();
        try {
            over.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }

    private static String sentence(RuntimeException failure) {
        return Optional.ofNullable(failure.getMessage()).orElseGet(failure::toString);
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
