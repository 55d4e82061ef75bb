package cn.touzhi.jobs.employer;

import cn.touzhi.jobs.JobsSettings;
import cn.touzhi.jobs.member.Access;
import cn.touzhi.jobs.member.MembershipEvents;
import cn.touzhi.kernel.dynamo.Transactions;
import cn.touzhi.kernel.http.Cursors;
import cn.touzhi.kernel.idempotency.IdempotencyRecords;
import cn.touzhi.kernel.standing.Standings;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Puts together what employers stand on. */
@Factory
final class EmployerFactory {
    @Singleton
    Employers employers(
            JobsSettings settings, Access access, Transactions transactions, Clock clock, SecureRandom random) {
        return new Employers(
                settings.table(), access, transactions, new EmployerMoves(settings.table(), clock, random));
    }

    @Singleton
    NewEmployers newEmployers(
            DynamoDbClient dynamo,
            JobsSettings settings,
            Transactions transactions,
            Standings standings,
            IdempotencyRecords records,
            MembershipEvents events,
            Clock clock,
            SecureRandom random) {
        return new NewEmployers(dynamo, settings.table(), transactions, standings, records, events, clock, random);
    }

    @Singleton
    OwnEmployers ownEmployers(DynamoDbClient dynamo, JobsSettings settings, Standings standings, Cursors cursors) {
        return new OwnEmployers(dynamo, settings.table(), standings, cursors);
    }
}
