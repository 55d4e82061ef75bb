package cn.touzhi.jobs.member;

import cn.touzhi.jobs.JobsSettings;
import cn.touzhi.kernel.aws.RoomSecret;
import cn.touzhi.kernel.dynamo.Transactions;
import cn.touzhi.kernel.idempotency.IdempotencyRecords;
import cn.touzhi.kernel.standing.Standings;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
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
    Members members(DynamoDbClient dynamo, JobsSettings settings, Access access, Transactions transactions) {
        return new Members(dynamo, settings.table(), access, transactions);
    }

    @Singleton
    Invitations invitations(
            JobsSettings settings,
            Access access,
            Transactions transactions,
            IdempotencyRecords wishes,
            InvitationTokens tokens,
            Clock clock) {
        return new Invitations(settings.table(), access, transactions, wishes, tokens, clock);
    }

    @Singleton
    Acceptances acceptances(
            DynamoDbClient dynamo,
            JobsSettings settings,
            Transactions transactions,
            Standings standings,
            InvitationTokens tokens,
            Clock clock) {
        return new Acceptances(dynamo, settings.table(), transactions, standings, tokens, clock);
    }
}
