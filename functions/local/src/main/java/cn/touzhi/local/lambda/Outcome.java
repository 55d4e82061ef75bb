package cn.touzhi.local.lambda;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/** How an invocation ended. */
public sealed interface Outcome {
    /** Nothing that the function could help. */
    Outcome CLOSING = new Crashed("the local cloud is closing");

    /** One word for it, in {@code /_local/invocations} and in logs. */
    String word();

    /** What whoever invoked the function synchronously gets: its answer, or the error as Lambda words it. */
    byte[] payload();

    /** The handler answered. */
    @SuppressWarnings("ArrayRecordComponent")
    record Returned(byte[] payload) implements Outcome {
        @Override
        public String word() {
            return "ok";
        }
    }

    /**
     * The handler threw, or could not be loaded.
     *
     * @param type name of the exception's class
     * @param payload JSON with {@code errorType}, {@code errorMessage}, {@code stackTrace}
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Failed(String type, String message, byte[] payload) implements Outcome {
        @Override
        public String word() {
            return "error";
        }
    }

    /** The process was killed at the function's time-out. */
    record TimedOut(Duration after) implements Outcome {
        @Override
        public String word() {
            return "timeout";
        }

        @Override
        public byte[] payload() {
            return error(
                    "Sandbox.Timedout",
                    String.format(Locale.ROOT, "Task timed out after %.2f seconds", after.toMillis() / 1000.0));
        }
    }

    /** The process ended by itself, or was killed from outside. */
    record Crashed(String reason) implements Outcome {
        @Override
        public String word() {
            return "crash";
        }

        @Override
        public byte[] payload() {
            return error("Runtime.ExitError", "Runtime exited with error: " + reason);
        }
    }

    /** All processes that may run were busy and the queue before them full. */
    record Throttled() implements Outcome {
        @Override
        public String word() {
            return "throttled";
        }

        @Override
        public byte[] payload() {
            return error("TooManyRequestsException", "Rate Exceeded.");
        }
    }

    private static byte[] error(String type, String message) {
        return "{\"errorType\":\"%s\",\"errorMessage\":\"%s\"}"
                .formatted(type, message)
                .getBytes(StandardCharsets.UTF_8);
    }
}
