package cn.touzhi.registration.limit;

import java.time.Duration;
import java.util.List;

/**
 * All limits on asking for codes, in one place: they cost us money and their recipients peace, and each is a chance to
 * guess. The numbers are parameters of template.yaml; the reasons stand here.
 *
 * @param address what one address gets, whoever asks
 * @param client what one network asks for, for whatever addresses
 * @param challenge how hard it is made to ask for more
 */
public record Limits(PerAddress address, PerClient client, Challenge challenge) {
    /** NIST SP 800-63B-4, 3.2.2: so many guesses at most, whatever was sent. */
    static final int GUESSES_A_DAY = 100;

    /** Over which the first limit of each kind runs. */
    public static final Duration HOUR = Duration.ofHours(1);

    /** Over which the second limit of an address runs. */
    public static final Duration DAY = Duration.ofDays(1);

    /** Between one message of a verification and the next, the last for all further ones (as Signal's, but sooner). */
    private static final List<Duration> WAITS =
            List.of(Duration.ofSeconds(60), Duration.ofSeconds(120), Duration.ofSeconds(180), Duration.ofSeconds(300));

    /** How long after message {@code number} another may be asked for. */
    public static Duration waitAfter(int number) {
        return WAITS.get(Math.min(number, WAITS.size()) - 1);
    }

    /**
     * Messages to one address, and the guesses at the code of each.
     *
     * @param perHour within any hour
     * @param perDay within any 24 hours
     * @param guesses at one code, right ones counted
     */
    public record Share(int perHour, int perDay, int guesses) {
        /** @throws IllegalArgumentException if a limit is not positive, or the day's is below the hour's */
        public Share {
            if (perHour < 1 || perDay < perHour || guesses < 1) {
                throw new IllegalArgumentException(
                        "limits of messages must be positive, and SendsPerDay (HarderSendsPerDay, KnownSendsPerDay) not"
                                + " below SendsPerHour (HarderSendsPerHour, KnownSendsPerHour)");
            }
        }
    }

    /**
     * What one address gets.
     *
     * @param strangers whoever asks, all together: 5 an hour and 10 a day annoy its owner little, and 5 guesses are
     *     what Signal, Kratos and SuperTokens allow
     * @param harder where that is used up, for who has solved the harder challenge, up to 10 an hour and 20 a day with
     *     the strangers' own: its owner gets in though a stranger has used theirs up, and a stranger pays for each
     *     message with some seconds of a phone's computing, or less of a better machine's; 2 guesses, for the sum's sake
     * @param known devices on which somebody has signed in with the address, all together: 5 an hour and 10 a day that
     *     no stranger can use up; 3 guesses, for the sum's sake
     * @param open verifications that strangers have begun and whose first code is alive: 3 stand side by side, so that
     *     nobody silences another's, and a phone doesn't fill up
     */
    public record PerAddress(Share strangers, Share harder, Share known, int open) {
        /**
         * @throws IllegalArgumentException if more guesses could fall on an address in a day than a hundred, a harder
         *     challenge gives less than none, or nothing may be open
         */
        public PerAddress {
            if (harder.perHour() < strangers.perHour() || harder.perDay() < strangers.perDay() || open < 1) {
                throw new IllegalArgumentException(
                        "HarderSendsPerHour and HarderSendsPerDay must not be below SendsPerHour"
                                + " and SendsPerDay, nor OpenVerifications below one");
            }
            int guesses = strangers.perDay() * strangers.guesses()
                    + (harder.perDay() - strangers.perDay()) * harder.guesses()
                    + known.perDay() * known.guesses();
            if (guesses > GUESSES_A_DAY) {
                throw new IllegalArgumentException(
                        "limits that let an address be guessed at " + guesses + " times a day, see parameter Guesses");
            }
        }
    }

    /**
     * What one network (an IPv4 address, an IPv6 /64) asks for within an hour of the clock.
     *
     * @param free without a challenge: 30, since a carrier's NAT or a campus shares one address
     * @param most with one: 300, beyond which it is a machine
     */
    public record PerClient(int free, int most) {
        /** @throws IllegalArgumentException if a limit is not positive, or a challenge gives less than none */
        public PerClient {
            if (free < 1 || most < free) {
                throw new IllegalArgumentException("ClientSendsFree must be positive, and ClientSends not below it");
            }
        }
    }

    /**
     * The proof of work that is demanded of who asks for more.
     *
     * @param difficulty the largest number to be found: 100,000 take a phone a second or two
     * @param harder the same for the harder level: 1,000,000
     * @param life how long a challenge may be solved and used
     */
    public record Challenge(int difficulty, int harder, Duration life) {
        /** @throws IllegalArgumentException if the harder one is none, or there is no time to solve it */
        public Challenge {
            if (difficulty < 1 || harder < difficulty || !life.isPositive()) {
                throw new IllegalArgumentException("ChallengeDifficulty and ChallengeLifetime must be positive, and"
                        + " ChallengeDifficultyHarder not below ChallengeDifficulty");
            }
        }
    }

    /**
     * What text messages with codes go out within an hour of the clock.
     *
     * @param perBlock to one block of numbers: 200, where one person in fifty would have to register at once; those that
     *     known devices ask for don't count, so that owners get in while others' pumping is stopped
     * @param perCountry to one country: 5,000, what an attack may cost before somebody looks
     * @param sample the fewest messages from which anything is concluded: 50; no more than a block or a part of a country
     *     gets at all, or no breaker would ever trip
     * @param usedPercent of its codes that must be used: 20; those that are pumped are never
     * @param breakerLife how long strangers need a challenge once fewer were: an hour
     */
    public record Spend(int perBlock, int perCountry, int sample, int usedPercent, Duration breakerLife) {
        /** Parts of a country's counter, so that no single item is written for each message of a country. */
        public static final int SHARDS = 10;

        /**
         * @throws IllegalArgumentException if a limit lets nothing through, or too little to conclude anything from, or a
         *     share is none
         */
        public Spend {
            if (perBlock < 1 || perCountry < SHARDS || sample < 1 || usedPercent < 0 || usedPercent > 100) {
                throw new IllegalArgumentException("limits of text messages must let some through");
            }
            if (sample > perBlock || sample > perCountry / SHARDS) {
                throw new IllegalArgumentException(
                        "BreakerSample must not be above BlockSends, nor above a tenth of CountrySends");
            }
        }

        /** What one part of a country's counter lets through. */
        public int perShard() {
            return perCountry / SHARDS;
        }
    }
}
