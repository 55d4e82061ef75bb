package cn.touzhi.jobs.employer;

import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.seconds;
import static cn.touzhi.kernel.dynamo.Attributes.text;

import cn.touzhi.jobs.JobsRefusal;
import cn.touzhi.jobs.JobsTable;
import cn.touzhi.jobs.member.Access;
import cn.touzhi.jobs.member.Accessed;
import cn.touzhi.jobs.member.Role;
import cn.touzhi.kernel.dynamo.Change;
import cn.touzhi.kernel.dynamo.Transactions;
import cn.touzhi.kernel.employer.EmployerId;
import cn.touzhi.kernel.http.Attempts;
import cn.touzhi.kernel.http.Outcome;
import cn.touzhi.kernel.http.Principal;
import cn.touzhi.kernel.http.Refusal;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Employers as their members and the platform's staff see and change them. */
final class Employers {
    private final String table;
    private final Access access;
    private final Transactions transactions;
    private final EmployerMoves moves;

    Employers(String table, Access access, Transactions transactions, EmployerMoves moves) {
        this.table = table;
        this.access = access;
        this.transactions = transactions;
        this.moves = moves;
    }

    /** The employer, for its members and for staff. */
    Outcome<Employer> of(Principal principal, EmployerId id) {
        Accessed accessed = Access.isStaff(principal) ? access.ofStaff(principal, id) : access.ofMember(principal, id);
        return accessed.as(inside -> Outcome.done(inside.employer()));
    }

    /** Puts {@code details} in the place of those that were there at {@code version}. */
    Outcome<Employer> correct(Principal principal, EmployerId id, int version, EmployerDetails details) {
        return Attempts.until(() ->
                access.ofMember(principal, id, Role::mayManage).attempt(inside -> correct(inside, version, details)));
    }

    private Optional<Outcome<Employer>> correct(Accessed.Inside inside, int version, EmployerDetails details) {
        Employer employer = inside.employer();
        if (employer.version() != version) {
            return Optional.of(Outcome.refused(new Refusal.VersionChanged()));
        }
        if (!employer.state().isEditable()) {
            return Optional.of(notFrom(employer));
        }
        Change change = Change.when(table, "#version = :version")
                .with(":version", number(version))
                .with(":next", number(version + 1))
                .with(":name", text(details.name()))
                .with(":licence", text(details.licenceNumber()))
                .with(":issued", text(details.licenceIssuedOn().toString()));
        details.authorisedAt().ifPresent(at -> change.with(":authorised", seconds(at)));
        String set = "SET #version = :next, #name = :name, #licence = :licence, #licenceIssuedOn = :issued";
        TransactWriteItem update = change.update(
                JobsTable.employerKey(employer.id()),
                set + (details.authorisedAt().isPresent() ? ", #authorisedAt = :authorised" : " REMOVE #authorisedAt"));
        return written(inside, List.of(access.still(inside.member()), update), details);
    }

    /** Lets staff look at it; once more changes nothing. */
    Outcome<Employer> submit(Principal principal, EmployerId id) {
        return Attempts.until(
                () -> access.ofMember(principal, id, Role::mayManage).attempt(this::submit));
    }

    private Optional<Outcome<Employer>> submit(Accessed.Inside inside) {
        Employer employer = inside.employer();
        if (employer.state() == EmployerState.SUBMITTED) {
            return Optional.of(Outcome.done(employer));
        }
        if (!employer.state().byOwner().contains(EmployerState.SUBMITTED)) {
            return Optional.of(notFrom(employer));
        }
        if (employer.details().authorisedAt().isEmpty()) {
            return Optional.of(Outcome.refused(new JobsRefusal.NotAuthorised()));
        }
        return moved(
                inside,
                List.of(access.still(inside.member()), moves.submit(employer)),
                EmployerState.SUBMITTED,
                Optional.empty());
    }

    /** Takes it where {@code reason} leads; once more changes nothing. */
    Outcome<Employer> decide(Principal principal, EmployerId id, ReasonCode reason) {
        return Attempts.until(() -> access.ofStaff(principal, id).attempt(inside -> decide(inside, reason)));
    }

    private Optional<Outcome<Employer>> decide(Accessed.Inside inside, ReasonCode reason) {
        Employer employer = inside.employer();
        if (employer.state() == reason.leadsTo() && employer.reason().equals(Optional.of(reason))) {
            return Optional.of(Outcome.done(employer));
        }
        boolean allowed = employer.state().byStaff().contains(reason.leadsTo())
                && (employer.owners() > 0 || reason.leadsTo() == EmployerState.SUSPENDED);
        return allowed
                ? moved(inside, List.of(moves.decide(employer, reason)), reason.leadsTo(), Optional.of(reason))
                : Optional.of(notFrom(employer));
    }

    private static Outcome<Employer> notFrom(Employer employer) {
        return Outcome.refused(new Refusal.MoveNotAllowed(employer.state().text()));
    }

    private Optional<Outcome<Employer>> moved(
            Accessed.Inside inside, List<TransactWriteItem> actions, EmployerState to, Optional<ReasonCode> reason) {
        return transactions.writeAll(actions)
                ? Optional.of(Outcome.done(inside.employer().in(to, reason)))
                : Optional.empty();
    }

    private Optional<Outcome<Employer>> written(
            Accessed.Inside inside, List<TransactWriteItem> actions, EmployerDetails details) {
        return transactions.writeAll(actions)
                ? Optional.of(Outcome.done(inside.employer().saying(details)))
                : Optional.empty();
    }
}
