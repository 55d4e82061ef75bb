package cn.touzhi.registration.account;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * Who is old enough for an account (policy 9, duty 78c): nobody under 16, and with 16 or 17 only with a guardian, which
 * is still to come.
 *
 * <p>The day is China's, wherever someone is. A year of age is completed with the beginning of the birthday; who was
 * born on 29 February has it on 1 March in a common year, since on 28 February the year is not full yet. Where a rule
 * could be read in two ways, the one that protects the younger person holds.
 */
public final class AgeGate {
    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
    private static final int WITH_GUARDIAN = 16;
    private static final int OF_AGE = 18;
    private static final int OLDEST = 130;

    private final Clock clock;

    public AgeGate(Clock clock) {
        this.clock = clock;
    }

    /** What may be done with someone born on {@code birthDate}. */
    public Age of(LocalDate birthDate) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), CHINA);
        if (birthDate.isAfter(today) || birthDate.isBefore(today.minusYears(OLDEST))) {
            return Age.IMPOSSIBLE;
        }
        if (today.isBefore(birthday(birthDate, WITH_GUARDIAN))) {
            return Age.TOO_YOUNG;
        }
        return today.isBefore(birthday(birthDate, OF_AGE)) ? Age.GUARDIAN_NEEDED : Age.OF_AGE;
    }

    private static LocalDate birthday(LocalDate birthDate, int years) {
        LocalDate sameDay = birthDate.plusYears(years);
        return sameDay.getDayOfMonth() == birthDate.getDayOfMonth() ? sameDay : sameDay.plusDays(1);
    }

    /** What a date of birth means today. */
    public enum Age {
        /** In the future, or longer ago than anyone lives: a slip of the finger. */
        IMPOSSIBLE,
        /** Under 16. */
        TOO_YOUNG,
        /** 16 or 17. */
        GUARDIAN_NEEDED,
        /** 18 or older. */
        OF_AGE
    }
}
