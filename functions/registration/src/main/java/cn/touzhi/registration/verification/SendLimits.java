package cn.touzhi.registration.verification;

import java.time.Duration;
import java.util.List;

/**
 * How many messages one address gets, whoever asks: they cost us money and its owner peace. All codes of an address
 * together can be guessed at {@code perDay × CodeTerms.guesses} times a day.
 *
 * @param perHour within any hour; 5
 * @param perDay within any 24 hours; 10
 */
public record SendLimits(int perHour, int perDay) {
    static final Duration HOUR = Duration.ofHours(1);
    static final Duration DAY = Duration.ofDays(1);

    /** Between one message of a verification and the next, the last for all further ones (as Signal's, but sooner). */
    private static final List<Duration> WAITS =
            List.of(Duration.ofSeconds(60), Duration.ofSeconds(120), Duration.ofSeconds(180), Duration.ofSeconds(300));

    /** @throws IllegalArgumentException if a limit is not positive, or the day's is below the hour's */
    public SendLimits {
        if (perHour < 1 || perDay < perHour) {
            throw new IllegalArgumentException("limits of messages must be positive, the day's not below the hour's");
        }
    }

    /** How long after message {@code number} another may be asked for. */
    public Duration waitAfter(int number) {
        return WAITS.get(Math.min(number, WAITS.size()) - 1);
    }
}
