package cn.touzhi.applications.application;

import static cn.touzhi.kernel.dynamo.Attributes.seconds;
import static cn.touzhi.kernel.dynamo.Attributes.text;

import cn.touzhi.applications.ApplicationsRefusal;
import cn.touzhi.applications.ApplicationsTable;
import cn.touzhi.kernel.crypto.DataKey;
import cn.touzhi.kernel.crypto.SubjectKeys;
import cn.touzhi.kernel.dynamo.Change;
import cn.touzhi.kernel.dynamo.Transactions;
import cn.touzhi.kernel.erasure.Fence;
import cn.touzhi.kernel.http.Attempts;
import cn.touzhi.kernel.http.ConsentSequence;
import cn.touzhi.kernel.http.Outcome;
import cn.touzhi.kernel.http.Principal;
import cn.touzhi.kernel.http.Refusal;
import cn.touzhi.kernel.standing.KnownConsents;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** ID numbers as their owners give them for one application, and take them back. */
final class OwnIdentityNumbers {
    /** The consent of its own that it takes (PIPL art. 29). */
    static final String CONSENT = "resume-identity-number";

    private final Reading reading;
    private final SubjectKeys keys;
    private final String table;
    private final Transactions transactions;
    private final Steps steps;
    private final SecureRandom random;

    OwnIdentityNumbers(
            Reading reading,
            SubjectKeys keys,
            String table,
            Transactions transactions,
            Steps steps,
            SecureRandom random) {
        this.reading = reading;
        this.keys = keys;
        this.table = table;
        this.transactions = transactions;
        this.steps = steps;
        this.random = random;
    }

    /** What was asked for, and given. */
    Outcome<Seen> of(Principal principal, String application) {
        return found(principal, application).then(found -> found.request()
                .map(request -> Outcome.done(new Seen(request, masked(request))))
                .orElseGet(() -> Outcome.refused(new Refusal.NothingThere())));
    }

    private Optional<String> masked(IdentityRequest request) {
        return request.number()
                .flatMap(stored -> keys.of(request.subject())
                        .map(key -> key.openText(stored, request.application(), IdentityRequest.NUMBER)))
                .flatMap(IdentityNumber::parse)
                .map(IdentityNumber::masked);
    }

    /** Gives it, to whoever asked. Given again, the last one counts, and is kept no longer. */
    Outcome<Seen> give(Principal principal, String application, IdentityNumber number, ConsentSequence told) {
        return Attempts.until(() -> switch (found(principal, application)) {
            case Outcome.Refused<Found>(Refusal why) -> Optional.of(Outcome.refused(why));
            case Outcome.Done<Found>(Found found) ->
                found.request().isEmpty()
                        ? Optional.of(Outcome.refused(new ApplicationsRefusal.NotAsked()))
                        : found.consents()
                                .on(CONSENT, told)
                                .refusal()
                                .map(problem -> Optional.of(Outcome.<Seen>refused(new Refusal.Consent(problem))))
                                .orElseGet(() -> given(found.request().get(), number));
        });
    }

    private Optional<Outcome<Seen>> given(IdentityRequest request, IdentityNumber number) {
        List<TransactWriteItem> actions = new ArrayList<>();
        DataKey key = keys.of(request.subject()).orElseGet(() -> {
            SubjectKeys.NewKey made = keys.create(request.subject());
            actions.add(made.put());
            return made.key();
        });
        IdentityRequest next = request.given(
                key.seal(number.value(), request.application(), IdentityRequest.NUMBER, random), steps.now());
        // the request goes in the transaction that ends the application: where it is, that goes on
        actions.add(Change.when(table, "#askedAt = :asked AND #purpose = :purpose")
                .with(":asked", seconds(request.askedAt()))
                .with(":purpose", text(request.purpose().text()))
                .put(next.toItem()));
        actions.add(Fence.checkAbsent(table, request.subject()));
        actions.add(KnownConsents.check(table, request.subject(), Set.of(CONSENT)));
        return transactions.writeAll(actions)
                ? Optional.of(Outcome.done(new Seen(next, Optional.of(number.masked()))))
                : Optional.empty();
    }

    /** Takes it back, or doesn't give it: whoever asked may ask again. */
    Outcome<Boolean> takeBack(Principal principal, String application) {
        return found(principal, application).then(found -> {
            transactions.writeAll(List.of(
                    Change.deleteAnyway(table, ApplicationsTable.identityKey(principal.subject(), application))));
            return Outcome.done(found.request().isPresent());
        });
    }

    private Outcome<Found> found(Principal principal, String id) {
        Reading.Seen seen = reading.of(
                principal,
                List.of(ApplicationsTable.applicationKey(id), ApplicationsTable.identityKey(principal.subject(), id)));
        if (!seen.admitted()) {
            return Outcome.refused(new Refusal.SessionOver());
        }
        return seen.items()
                .getFirst()
                .map(item -> Application.of(id, item))
                .filter(application -> application.subject().equals(principal.subject()))
                .map(application -> Outcome.done(new Found(
                        seen.standing().consents(),
                        seen.items()
                                .getLast()
                                .map(item -> IdentityRequest.of(principal.subject(), item))
                                .filter(request -> !request.over(steps.now())))))
                .orElseGet(() -> Outcome.refused(new Refusal.NothingThere()));
    }

    private record Found(KnownConsents consents, Optional<IdentityRequest> request) {}

    /**
     * A request, as its subject sees it.
     *
     * @param masked what was given, all but its ends
     */
    record Seen(IdentityRequest request, Optional<String> masked) {}
}
