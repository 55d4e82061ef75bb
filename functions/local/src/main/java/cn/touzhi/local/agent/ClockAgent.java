package cn.touzhi.local.agent;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Date;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Goes into every function's process: its clock can then be moved forward, and it ends with the local cloud.
 *
 * <p>Its only argument is the file that holds the offset.
 */
public final class ClockAgent {
    private ClockAgent() {}

    /**
     * Called by the JVM before {@code main}.
     *
     * @throws IOException if the offset's file can't be read
     */
    public static void premain(String offsetFile, Instrumentation instrumentation)
            throws IOException, UnmodifiableClassException, ClassNotFoundException {
        // a terminal's Ctrl-C reaches the whole group of processes; a function's end is the local cloud's business
        Signal.handle(new Signal("INT"), SignalHandler.SIG_IGN);
        ShiftedTime.readFrom(Path.of(offsetFile));
        instrumentation.addTransformer(new ClockTransformer(), true);
        // these may be there already; whatever else tells dates is changed when it is loaded
        instrumentation.retransformClasses(Clock.class, Class.forName("java.time.Clock$SystemClock"), Date.class);
        endWithParent();
    }

    /** The local cloud holds the other end of our input, and loses it however it ends, be it by {@code kill -9}. */
    private static void endWithParent() {
        Thread.ofPlatform().daemon().name("parent").start(() -> {
            try {
                while (System.in.read() >= 0) {
                    continue;
                }
            } catch (IOException gone) {
                Runtime.getRuntime().halt(1);
            }
            Runtime.getRuntime().halt(0);
        });
    }
}
