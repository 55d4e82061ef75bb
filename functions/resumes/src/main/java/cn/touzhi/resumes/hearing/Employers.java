package cn.touzhi.resumes.hearing;

import cn.touzhi.kernel.dynamo.Transactions;
import cn.touzhi.kernel.employer.EmployerEvents;
import cn.touzhi.kernel.employer.EmployerId;
import cn.touzhi.kernel.employer.PostingId;
import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.event.EventJson;
import cn.touzhi.kernel.queue.Heard;
import cn.touzhi.resumes.search.KnownEmployer;
import cn.touzhi.resumes.search.KnownPosting;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** How employers stand and what they post: without both, nobody searches for them. */
final class Employers {
    /** What is heard here. */
    static final Set<String> OF_EMPLOYERS = Set.of(EmployerEvents.EMPLOYER_CHANGED, EmployerEvents.POSTING_CHANGED);

    private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,8}");
    private static final Pattern STATE = Pattern.compile("[a-z-]{1,20}");

    private final String table;
    private final Transactions transactions;
    private final Clock clock;

    Employers(String table, Transactions transactions, Clock clock) {
        this.table = table;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Takes note, in whichever order and however often they come.
     *
     * @throws EventJson.MalformedEventException if the event lacks what its type promises
     */
    Heard hear(Event event) {
        EmployerId employer = EmployerId.parse(event.data().getOrDefault("employer", ""))
                .orElseThrow(EventJson.MalformedEventException::new);
        String state = matching(STATE, event.data().getOrDefault("state", ""));
        int version = Integer.parseInt(matching(VERSION, event.data().getOrDefault("version", "")));
        // refused: as much or more was heard before
        transactions.writeAll(
                event.type().equals(EmployerEvents.EMPLOYER_CHANGED)
                        ? List.of(new KnownEmployer(employer, state, version).put(table))
                        : KnownPosting.heard(employer, postingIn(event), state, endIn(event), version, now())
                                .put(table));
        return Heard.DONE;
    }

    private static PostingId postingIn(Event event) {
        return PostingId.parse(event.data().getOrDefault("posting", ""))
                .orElseThrow(EventJson.MalformedEventException::new);
    }

    private static Instant endIn(Event event) {
        try {
            return Instant.parse(event.data().getOrDefault("validThrough", "")).truncatedTo(ChronoUnit.SECONDS);
        } catch (DateTimeParseException unreadable) {
            throw new EventJson.MalformedEventException();
        }
    }

    private static String matching(Pattern shape, String text) {
        if (!shape.matcher(text).matches()) {
            throw new EventJson.MalformedEventException();
        }
        return text;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
