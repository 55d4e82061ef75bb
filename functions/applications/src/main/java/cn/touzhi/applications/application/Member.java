package cn.touzhi.applications.application;

import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.seconds;

import cn.touzhi.applications.ApplicationsTable;
import cn.touzhi.applications.posting.KnownEmployer;
import cn.touzhi.kernel.dynamo.Change;
import cn.touzhi.kernel.employer.EmployerId;
import cn.touzhi.kernel.employer.EmployerRefusal;
import cn.touzhi.kernel.erasure.Fence;
import cn.touzhi.kernel.http.Attempts;
import cn.touzhi.kernel.http.Outcome;
import cn.touzhi.kernel.http.Principal;
import cn.touzhi.kernel.http.Refusal;
import cn.touzhi.kernel.standing.Standing;
import cn.touzhi.kernel.standing.Standings;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** What members of a verified employer do with an application that is to it. For everybody else there are none. */
final class Member {
    /** Who takes steps, and asks for more than was submitted. */
    static final Set<String> MOVING = Set.of("owner", "recruiter");

    private static final Set<String> LOOKING = Set.of("owner", "recruiter", "interviewer");

    private final Reading reading;
    private final String table;

    Member(Reading reading, String table) {
        this.reading = reading;
        this.table = table;
    }

    /** Does {@code work} with an application, again where others came between. */
    <T> Outcome<T> with(
            Principal principal, EmployerId employer, String id, Function<Found, Optional<Outcome<T>>> work) {
        return Attempts.until(() -> {
            Reading.Seen seen = reading.of(
                    principal,
                    List.of(ApplicationsTable.applicationKey(id), ApplicationsTable.knownEmployerKey(employer)));
            Optional<Refusal> outside = outside(principal, employer, seen.standing());
            if (outside.isPresent()) {
                return refused(outside.get());
            }
            if (seen.items().getLast().filter(KnownEmployer::isVerified).isEmpty()) {
                return refused(new EmployerRefusal.NotVerified());
            }
            return seen.items()
                    .getFirst()
                    .map(item -> Application.of(id, item))
                    .filter(application -> application.employer().equals(employer))
                    .map(application ->
                            new Found(application, seen.standing().memberships().get(employer.value())))
                    .map(work)
                    .orElseGet(() -> refused(new Refusal.NothingThere()));
        });
    }

    /** Why {@code principal} has nothing to do with an employer; empty if they have. */
    static Optional<Refusal> outside(Principal principal, EmployerId employer, Standing standing) {
        if (!standing.admits(principal)) {
            return Optional.of(new Refusal.SessionOver());
        }
        return standing.memberships().containsKey(employer.value())
                ? Optional.empty()
                : Optional.of(new Refusal.NothingThere());
    }

    /** Notes a look where its subject sees it, if the application isn't over, and the caller may still look. */
    List<TransactWriteItem> look(Principal principal, Application application, Instant now) {
        return List.of(
                Fence.checkAbsent(table, application.subject()),
                Standings.checkMember(table, principal.subject(), application.employer(), LOOKING),
                KnownEmployer.checkVerified(table, application.employer()),
                Change.when(table, "attribute_exists(#pk) AND attribute_not_exists(#endedAt)")
                        .with(":one", number(1))
                        .with(":now", seconds(now))
                        .update(
                                ApplicationsTable.disclosureKey(
                                        application.subject(), application.submittedAt(), application.id()),
                                "SET #" + Disclosure.LOOKED_AT + " = :now ADD #" + Disclosure.LOOKS + " :one"));
    }

    static <T> Optional<Outcome<T>> refused(Refusal why) {
        return Optional.of(Outcome.refused(why));
    }

    /**
     * An application, and as what the caller handles it.
     *
     * @param role of the caller, as far as this room has heard of it
     */
    record Found(Application application, String role) {
        /** Whether the caller does more than look. */
        boolean moving() {
            return MOVING.contains(role);
        }
    }
}
