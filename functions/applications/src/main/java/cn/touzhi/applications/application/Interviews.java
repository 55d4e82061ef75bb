package cn.touzhi.applications.application;

import cn.touzhi.kernel.crypto.DataKey;
import cn.touzhi.kernel.crypto.SubjectKeys;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Seals what interviews say with the key of whoever is invited, and opens it for the two sides. */
final class Interviews {
    private final SubjectKeys keys;
    private final InterviewDetails.Sealing sealing;

    Interviews(SubjectKeys keys, InterviewDetails.Sealing sealing) {
        this.keys = keys;
        this.sealing = sealing;
    }

    /** What {@code wanted} is for {@code application}, and what must be written with it. */
    Sealed seal(Application application, Wanted wanted) {
        List<TransactWriteItem> more = new ArrayList<>();
        DataKey key = keys.of(application.subject()).orElseGet(() -> {
            // two at once make two keys, of which one is kept: the other attempt reads it
            SubjectKeys.NewKey made = keys.create(application.subject());
            more.add(made.put());
            return made.key();
        });
        return new Sealed(
                new Interview(wanted.at(), wanted.minutes(), sealing.seal(key, application.id(), wanted.details())),
                more);
    }

    /** What it says; nothing where its key is gone. */
    Optional<InterviewDetails> open(Application application) {
        return application.interview().flatMap(interview -> keys.of(application.subject())
                .map(key -> sealing.open(key, application.id(), interview.details())));
    }

    /** Whether {@code wanted} is what was proposed last. */
    boolean isSame(Application application, Wanted wanted) {
        return application
                        .interview()
                        .filter(last -> last.at().equals(wanted.at()) && last.minutes() == wanted.minutes())
                        .isPresent()
                && open(application).filter(wanted.details()::equals).isPresent();
    }

    /**
     * An interview to propose.
     *
     * @param at when it begins
     * @param minutes how long it takes
     */
    record Wanted(Instant at, int minutes, InterviewDetails details) {}

    /**
     * The same, sealed.
     *
     * @param more belongs into the transaction that stores it
     */
    record Sealed(Interview interview, List<TransactWriteItem> more) {
        Sealed {
            more = List.copyOf(more);
        }
    }
}
