package cn.touzhi.local.agent;

import java.time.Clock;
import java.time.Instant;
import java.util.Calendar;
import java.util.Date;
import java.util.TimeZone;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Prints the time in every way a program may ask for it, for ever. */
final class TellingTime {
    private TellingTime() {}

    @SuppressWarnings({"SystemOut", "FutureReturnValueIgnored"})
    public static void main(String[] arguments) {
        Executors.newSingleThreadScheduledExecutor()
                .scheduleAtFixedRate(() -> System.out.println(now()), 0, 100, TimeUnit.MILLISECONDS);
    }

    @SuppressWarnings("JavaUtilDate")
    private static String now() {
        return String.join(
                " ",
                Instant.now().toString(),
                Clock.systemUTC().instant().toString(),
                Instant.ofEpochMilli(Clock.systemUTC().millis()).toString(),
                Instant.ofEpochMilli(System.currentTimeMillis()).toString(),
                new Date().toInstant().toString(),
                Calendar.getInstance(TimeZone.getTimeZone("UTC")).toInstant().toString());
    }
}
