package cn.touzhi.local.engine.child;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Runs another program's main method and dies with the process that started it.
 *
 * <p>The parent holds the other end of this process's standard input and never writes to it. However the parent ends,
 * {@code kill -9} included, the operating system closes that end, reading meets the end of the stream, and this process
 * halts. So it works for programs whose main method is not ours. Needs nothing but the JDK, since its class path is the
 * program's.
 */
public final class Child {
    private Child() {}

    /** @param arguments the main class and its arguments */
    public static void main(String[] arguments) throws Throwable {
        // a terminal's Ctrl-C reaches the whole group of processes; when this one ends is its parent's business
        Signal.handle(new Signal("INT"), SignalHandler.SIG_IGN);
        Thread.ofPlatform().daemon().name("dies with its parent").start(Child::awaitEndOfParent);
        String[] own = Arrays.copyOfRange(arguments, 1, arguments.length);
        try {
            Class.forName(arguments[0]).getMethod("main", String[].class).invoke(null, (Object) own);
        } catch (InvocationTargetException failed) {
            throw failed.getCause();
        }
    }

    private static void awaitEndOfParent() {
        try {
            while (System.in.read() >= 0) {
                // nobody writes; whatever comes is no end
            }
        } catch (IOException closed) {
            // as good as the end of the stream
        }
        Runtime.getRuntime().halt(0);
    }
}
