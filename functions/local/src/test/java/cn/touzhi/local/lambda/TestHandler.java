package cn.touzhi.local.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/** A function that does what its event says; it runs in a process of its own. */
public final class TestHandler implements RequestHandler<Map<String, Object>, Object> {
    private int calls;

    @Override
    public Object handleRequest(Map<String, Object> event, Context context) {
        calls++;
        return switch (String.valueOf(event.get("do"))) {
            case "environment" -> new TreeMap<>(System.getenv());
            case "count" ->
                Map.of("calls", calls, "process", ProcessHandle.current().pid());
            case "time" ->
                Map.of(
                        "instant", Instant.now().toString(),
                        "clock", Clock.systemUTC().instant().toString(),
                        "clockMillis", Clock.systemUTC().millis(),
                        "millis", System.currentTimeMillis(),
                        "date", new Date().getTime(),
                        "remaining", context.getRemainingTimeInMillis());
            case "log" -> log(event, context);
            case "throw" -> throw new IllegalStateException("as asked");
            case "exit" -> exit();
            case "hang" -> hang();
            case "big" -> "x".repeat(7 * 1024 * 1024);
            default -> event;
        };
    }

    @SuppressWarnings("SystemOut")
    private static String log(Map<String, Object> event, Context context) {
        System.out.println("out " + event.get("text"));
        System.err.println("err " + event.get("text"));
        context.getLogger().log("logger " + event.get("text") + "\n");
        return context.getAwsRequestId();
    }

    private static Object exit() {
        Runtime.getRuntime().halt(3);
        return "never";
    }

    private static Object hang() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException unexpected) {
            Thread.currentThread().interrupt();
        }
        return "never";
    }
}
