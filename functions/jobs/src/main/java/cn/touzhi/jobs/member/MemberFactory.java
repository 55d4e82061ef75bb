package cn.touzhi.jobs.member;

import cn.touzhi.jobs.JobsSettings;
import cn.touzhi.kernel.aws.RoomSecret;
import cn.touzhi.kernel.dynamo.Transactions;
import cn.touzhi.kernel.idempotency.IdempotencyRecords;
import cn.touzhi.kernel.standing.Standings;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Puts together what memberships stand on. */
@Factory
final class MemberFactory {
    @Singleton
    InvitationTokens tokens(RoomSecret secret) {
        return new InvitationTokens(
                secret.digests("jobs-invitation-tokens"), secret.digests("jobs-invitation-digests"));
    }

    @Singleton
    MembershipEvents events(JobsSettings settings, Clock clock, SecureRandom random) {
        return new MembershipEvents(settings.table(), clock, random);
    }

    @Singleton
    Members members(
            DynamoDbClient dynamo,
            JobsSettings settings,
            Access access,
            Transactions transactions,
            MembershipEvents events) {
        return new Members(dynamo, settings.table(), access, transactions, events);
    }

    @Singleton
    Invitations invitations(
            JobsSettings settings,
            Access access,
            Transactions transactions,
            IdempotencyRecords records,
            InvitationTokens tokens,
            Clock clock) {
        return new Invitations(settings.table(), access, transactions, records, tokens, clock);
    }

    @Singleton
    Acceptances acceptances(
            DynamoDbClient dynamo,
            JobsSettings settings,
            Transactions transactions,
            Standings standings,
            InvitationTokens tokens,
            MembershipEvents events,
            Clock clock) {
        return new Acceptances(dynamo, settings.table(), transactions, standings, tokens, events, clock);
    }
}
