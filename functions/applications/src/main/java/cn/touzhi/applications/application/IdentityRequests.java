package cn.touzhi.applications.application;

import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.seconds;

import cn.touzhi.applications.ApplicationsRefusal;
import cn.touzhi.applications.ApplicationsTable;
import cn.touzhi.applications.posting.KnownEmployer;
import cn.touzhi.kernel.crypto.SubjectKeys;
import cn.touzhi.kernel.dynamo.Change;
import cn.touzhi.kernel.dynamo.Transactions;
import cn.touzhi.kernel.employer.EmployerId;
import cn.touzhi.kernel.employer.EmployerRefusal;
import cn.touzhi.kernel.erasure.Fence;
import cn.touzhi.kernel.http.Outcome;
import cn.touzhi.kernel.http.Principal;
import cn.touzhi.kernel.http.Refusal;
import cn.touzhi.kernel.standing.KnownConsents;
import cn.touzhi.kernel.standing.Standings;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** ID numbers as employers ask for them, for one application each, and look at them. */
final class IdentityRequests {
    /** While an employer has but looked at a resume, it needs nobody's number. */
    private static final Set<State> TOO_EARLY = EnumSet.of(State.SUBMITTED, State.VIEWED);

    private final Member member;
    private final Reading reading;
    private final SubjectKeys keys;
    private final String table;
    private final Transactions transactions;
    private final Steps steps;

    IdentityRequests(
            Member member, Reading reading, SubjectKeys keys, String table, Transactions transactions, Steps steps) {
        this.member = member;
        this.reading = reading;
        this.keys = keys;
        this.table = table;
        this.transactions = transactions;
        this.steps = steps;
    }

    /** Asks for it; asked again for the same, it is asked for. For something else, what was given is not kept. */
    Outcome<IdentityRequest> ask(Principal principal, EmployerId employer, String id, IdentityPurpose purpose) {
        return member.with(principal, employer, id, found -> {
            Application application = found.application();
            if (!found.moving()) {
                return Member.refused(new EmployerRefusal.RoleTooLow());
            }
            if (!application.state().live() || TOO_EARLY.contains(application.state())) {
                return Member.refused(
                        new Refusal.MoveNotAllowed(application.state().text()));
            }
            Optional<IdentityRequest> before = requestOf(application);
            return before.filter(one -> one.purpose() == purpose)
                    .map(Outcome::done)
                    .or(() -> asked(principal, application, purpose));
        });
    }

    private Optional<Outcome<IdentityRequest>> asked(
            Principal principal, Application application, IdentityPurpose purpose) {
        IdentityRequest request = IdentityRequest.asked(application.subject(), application.id(), purpose, steps.now());
        return transactions.writeAll(List.of(
                        Change.when(table, "#moves = :moves")
                                .with(":moves", number(application.moves()))
                                .check(ApplicationsTable.applicationKey(application.id())),
                        Change.putAnyway(table, request.toItem()),
                        Fence.checkAbsent(table, application.subject()),
                        KnownEmployer.checkVerified(table, application.employer()),
                        Standings.checkMember(table, principal.subject(), application.employer(), Member.MOVING)))
                ? Optional.of(Outcome.done(request))
                : Optional.empty();
    }

    /** Shows it, once the look was noted where its owner sees that. */
    Outcome<IdentityNumber> view(Principal principal, EmployerId employer, String id) {
        return member.with(principal, employer, id, found -> {
            Application application = found.application();
            if (!found.moving()) {
                return Member.refused(new EmployerRefusal.RoleTooLow());
            }
            Optional<IdentityRequest> request = requestOf(application)
                    .filter(one -> one.number().isPresent())
                    .filter(one ->
                            reading.consentsOf(application.subject()).given().contains(OwnIdentityNumbers.CONSENT));
            if (!application.state().live() || request.isEmpty()) {
                return Member.refused(new ApplicationsRefusal.NotGiven());
            }
            return looked(principal, application, request.get());
        });
    }

    /** All that it stands on is held against what is there at the very moment. */
    private Optional<Outcome<IdentityNumber>> looked(
            Principal principal, Application application, IdentityRequest request) {
        Optional<IdentityNumber> number = keys.of(application.subject())
                .map(key -> key.openText(request.number().orElseThrow(), application.id(), IdentityRequest.NUMBER))
                .flatMap(IdentityNumber::parse);
        if (number.isEmpty()) {
            return Member.refused(new ApplicationsRefusal.NotGiven());
        }
        List<TransactWriteItem> actions = new ArrayList<>(member.look(principal, application, steps.now()));
        actions.add(KnownConsents.check(table, application.subject(), Set.of(OwnIdentityNumbers.CONSENT)));
        actions.add(Change.when(table, "attribute_exists(#number) AND #askedAt = :asked AND #expiresAt > :now")
                .with(":asked", seconds(request.askedAt()))
                .with(":now", seconds(steps.now()))
                .check(ApplicationsTable.identityKey(application.subject(), application.id())));
        return transactions.writeAll(actions) ? Optional.of(Outcome.done(number.get())) : Optional.empty();
    }

    private Optional<IdentityRequest> requestOf(Application application) {
        return reading.items(List.of(ApplicationsTable.identityKey(application.subject(), application.id())))
                .getFirst()
                .map(item -> IdentityRequest.of(application.subject(), item))
                .filter(request -> !request.over(steps.now()));
    }
}
