package cn.touzhi.registration.verification;

import static cn.touzhi.kernel.dynamo.Attributes.seconds;

import cn.touzhi.registration.limit.Limits;
import cn.touzhi.registration.verification.AddressSends.Counted;
import cn.touzhi.registration.verification.AddressSendsItem.Send;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * The times within which messages to one address are counted. The lists are newest first: with the n-th entry older
 * than the window, fewer than n lie within it.
 *
 * <p>The guesses at all codes of an address in a day are held down by counting messages alone, and a code can be guessed
 * at for a while after its message was counted. So the day's window is longer by that while: whatever day one looks at,
 * the codes that were alive in it lie within one window.
 *
 * @param limits of an address
 * @param codeLife how long a code can be guessed at
 */
record AddressWindows(Limits.PerAddress limits, Duration codeLife) {
    private static final String OLD_ENOUGH = "(attribute_not_exists(#%1$s[%2$d].#at) OR #%1$s[%2$d].#at <= :hourAgo)"
            + " AND (attribute_not_exists(#%1$s[%3$d].#at) OR #%1$s[%3$d].#at <= :dayAgo)";

    private static final String FEW_OPEN = "(attribute_not_exists(#opened[%1$d]) OR #opened[%1$d] <= :lifeAgo)";

    /** Within which the day's messages are counted, and how long the counter is kept. */
    Duration day() {
        return Limits.DAY.plus(codeLife).plus(AddressSends.INTERRUPTED);
    }

    /** That {@code send} may be counted. */
    Condition fits(Send send) {
        Limits.Share share = send.allowance().in(limits);
        Condition oldEnough = new Condition(
                OLD_ENOUGH.formatted(send.allowance().list(), share.perHour() - 1, share.perDay() - 1),
                Map.of(
                        ":hourAgo", seconds(send.at().minus(Limits.HOUR)),
                        ":dayAgo", seconds(send.at().minus(day()))));
        return send.opens()
                ? oldEnough.and(new Condition(
                        FEW_OPEN.formatted(limits.open() - 1),
                        Map.of(":lifeAgo", seconds(send.at().minus(codeLife)))))
                : oldEnough;
    }

    /** Why {@code send} does not fit to {@code item}. */
    Counted whyNot(AddressSendsItem item, Send send) {
        Duration full = Duration.between(send.at(), nextAt(item, send.allowance()));
        if (!full.isPositive()) {
            return new Counted.TooManyOpen(Duration.between(send.at(), nextOpenAt(item)));
        }
        boolean harder = send.allowance() == Allowance.STRANGER
                && !nextAt(item, Allowance.HARDER).isAfter(send.at())
                && !(send.opens() && nextOpenAt(item).isAfter(send.at()));
        return new Counted.TooMany(full, harder);
    }

    private Instant nextAt(AddressSendsItem item, Allowance allowance) {
        Limits.Share share = allowance.in(limits);
        Instant hour = item.at(allowance, share.perHour() - 1).plus(Limits.HOUR);
        Instant day = item.at(allowance, share.perDay() - 1).plus(day());
        return hour.isAfter(day) ? hour : day;
    }

    private Instant nextOpenAt(AddressSendsItem item) {
        return item.openedAt(limits.open() - 1).plus(codeLife);
    }
}
