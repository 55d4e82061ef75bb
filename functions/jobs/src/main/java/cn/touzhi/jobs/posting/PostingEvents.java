package cn.touzhi.jobs.posting;

import cn.touzhi.jobs.JobsEvents;
import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.event.EventId;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** Tells other rooms where a posting stands, and until when. What was never open is nobody's business. */
final class PostingEvents {
    private final Clock clock;
    private final SecureRandom random;

    PostingEvents(Clock clock, SecureRandom random) {
        this.clock = clock;
        this.random = random;
    }

    /**
     * {@code after} with the event that tells of it, if anything that is told has changed.
     *
     * @param before as it is written
     */
    Posting told(Posting before, Posting after) {
        boolean changed =
                before.state() != after.state() || !before.validThrough().equals(after.validThrough());
        return changed && after.openedAt().isPresent() ? after.telling(eventOf(after)) : after;
    }

    private Event eventOf(Posting posting) {
        return new Event(
                EventId.random(random),
                JobsEvents.POSTING_CHANGED,
                Optional.empty(),
                clock.instant(),
                Map.of(
                        "posting", posting.id().value(),
                        "employer", posting.employer().value(),
                        "state", posting.state().text(),
                        "validThrough", posting.validThrough().toString(),
                        "version", Integer.toString(posting.version())));
    }
}
