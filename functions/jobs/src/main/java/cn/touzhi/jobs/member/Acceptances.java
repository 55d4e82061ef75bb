package cn.touzhi.jobs.member;

import static cn.touzhi.kernel.dynamo.Attributes.seconds;

import cn.touzhi.jobs.JobsRefusal;
import cn.touzhi.jobs.JobsTable;
import cn.touzhi.jobs.employer.Employer;
import cn.touzhi.kernel.aws.SideBySide;
import cn.touzhi.kernel.dynamo.BatchReads;
import cn.touzhi.kernel.dynamo.Change;
import cn.touzhi.kernel.dynamo.Transactions;
import cn.touzhi.kernel.http.Attempts;
import cn.touzhi.kernel.http.Outcome;
import cn.touzhi.kernel.http.Principal;
import cn.touzhi.kernel.http.Refusal;
import cn.touzhi.kernel.standing.Standing;
import cn.touzhi.kernel.standing.Standings;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Lets in whoever brings an invitation: one person for each, who may come again. */
final class Acceptances {
    private final DynamoDbClient dynamo;
    private final String table;
    private final Transactions transactions;
    private final Standings standings;
    private final InvitationTokens tokens;
    private final MembershipEvents events;
    private final Clock clock;

    Acceptances(
            DynamoDbClient dynamo,
            String table,
            Transactions transactions,
            Standings standings,
            InvitationTokens tokens,
            MembershipEvents events,
            Clock clock) {
        this.dynamo = dynamo;
        this.table = table;
        this.transactions = transactions;
        this.standings = standings;
        this.tokens = tokens;
        this.events = events;
        this.clock = clock;
    }

    /** Makes {@code principal} a member by {@code token}; whoever is one already stays what they are. */
    Outcome<Member> accept(Principal principal, String token) {
        return tokens.digestOf(token)
                .map(digest -> Attempts.until(() -> attempt(principal, digest)))
                .orElseGet(() -> Outcome.refused(new Refusal.NothingThere()));
    }

    private Optional<Outcome<Member>> attempt(Principal principal, String digest) {
        Seen seen = SideBySide.of(() -> standings.of(principal.subject()), () -> invitationOf(digest), Seen::new);
        if (!seen.standing().admits(principal)) {
            return Optional.of(Outcome.refused(new Refusal.SessionOver()));
        }
        return seen.invitation()
                .filter(invitation -> invitation.expiresAt().isAfter(clock.instant()))
                .map(invitation -> attempt(principal, invitation))
                .orElseGet(Acceptances::nothingThere);
    }

    private Optional<Outcome<Member>> attempt(Principal principal, Invitation invitation) {
        var items = BatchReads.read(
                dynamo,
                table,
                List.of(
                        JobsTable.employerKey(invitation.employer()),
                        JobsTable.memberKey(invitation.employer(), principal.subject())));
        Employer employer = Employer.of(invitation.employer(), items.getFirst().orElseThrow());
        Optional<Member> already = items.getLast().map(item -> Member.of(employer.id(), item));
        boolean taken = invitation.used()
                && already.flatMap(Member::invitation)
                        .filter(invitation.digest()::equals)
                        .isEmpty();
        if (taken || invitation.ownership() != employer.ownership()) {
            return nothingThere();
        }
        if (already.isPresent()) {
            return Optional.of(Outcome.done(already.get()));
        }
        return employer.members() < Members.MOST
                ? write(principal, invitation, employer)
                : Optional.of(Outcome.refused(new JobsRefusal.TooManyMembers()));
    }

    private Optional<Outcome<Member>> write(Principal principal, Invitation invitation, Employer employer) {
        Member member = new Member(
                employer.id(),
                principal.subject(),
                invitation.role(),
                clock.instant(),
                Optional.of(invitation.digest()));
        List<TransactWriteItem> actions = new ArrayList<>(MemberActions.add(table, member));
        actions.add(events.acts(member, employer.memberships() + 1));
        actions.add(Change.when(table, "#used = :no AND #expiresAt > :now")
                .with(":no", AttributeValue.fromBool(false))
                .with(":yes", AttributeValue.fromBool(true))
                .with(":now", seconds(clock.instant()))
                .update(JobsTable.invitationKey(invitation.digest()), "SET #used = :yes"));
        actions.add(MemberActions.count(
                table, employer, employer.owners() + member.role().owners(), employer.members() + 1));
        return transactions.writeAll(actions) ? Optional.of(Outcome.done(member)) : Optional.empty();
    }

    private static Optional<Outcome<Member>> nothingThere() {
        return Optional.of(Outcome.refused(new Refusal.NothingThere()));
    }

    private Optional<Invitation> invitationOf(String digest) {
        Map<String, AttributeValue> item = dynamo.getItem(get -> get.tableName(table)
                        .key(JobsTable.invitationKey(digest))
                        .consistentRead(true))
                .item();
        return item.isEmpty() ? Optional.empty() : Optional.of(Invitation.of(digest, item));
    }

    private record Seen(Standing standing, Optional<Invitation> invitation) {}
}
