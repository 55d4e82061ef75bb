package cn.touzhi.jobs.posting;

import cn.touzhi.jobs.JobsSettings;
import cn.touzhi.jobs.member.Access;
import cn.touzhi.jobs.wording.Wording;
import cn.touzhi.kernel.dynamo.Transactions;
import cn.touzhi.kernel.http.Cursors;
import cn.touzhi.kernel.idempotency.IdempotencyRecords;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Puts together what postings stand on. */
@Factory
final class PostingFactory {
    @Singleton
    Wording wording() {
        return new Wording();
    }

    @Singleton
    PostingActions actions(JobsSettings settings, Clock clock, SecureRandom random) {
        return new PostingActions(settings.table(), new PostingEvents(clock, random));
    }

    @Singleton
    Postings postings(
            JobsSettings settings,
            Access access,
            Transactions transactions,
            PostingActions actions,
            Wording wording,
            Clock clock) {
        return new Postings(settings.table(), access, transactions, actions, wording, clock);
    }

    @Singleton
    NewPostings newPostings(
            JobsSettings settings,
            Access access,
            Transactions transactions,
            IdempotencyRecords records,
            Postings postings,
            PostingActions actions,
            Wording wording,
            SecureRandom random) {
        return new NewPostings(settings.table(), access, transactions, records, postings, actions, wording, random);
    }

    @Singleton
    PostingReviews reviews(
            Access access, Transactions transactions, PostingActions actions, Wording wording, Clock clock) {
        return new PostingReviews(access, transactions, actions, wording, clock);
    }

    @Singleton
    OwnPostings ownPostings(DynamoDbClient dynamo, JobsSettings settings, Access access, Cursors cursors, Clock clock) {
        return new OwnPostings(dynamo, settings.table(), access, cursors, clock);
    }

    @Singleton
    PublicPostings publicPostings(DynamoDbClient dynamo, JobsSettings settings, Cursors cursors, Clock clock) {
        return new PublicPostings(dynamo, settings.table(), cursors, clock);
    }
}
