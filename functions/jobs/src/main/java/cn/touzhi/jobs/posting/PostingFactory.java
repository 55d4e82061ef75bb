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
    PostingWrites writes(JobsSettings settings, Transactions transactions, Clock clock, SecureRandom random) {
        return new PostingWrites(settings.table(), transactions, new PostingEvents(clock, random));
    }

    @Singleton
    Postings postings(JobsSettings settings, Access access, PostingWrites writes, Wording wording, Clock clock) {
        return new Postings(settings.table(), access, writes, wording, clock);
    }

    @Singleton
    NewPostings newPostings(
            JobsSettings settings,
            Access access,
            Transactions transactions,
            IdempotencyRecords records,
            Postings postings,
            PostingWrites writes,
            Wording wording,
            SecureRandom random) {
        return new NewPostings(settings.table(), access, transactions, records, postings, writes, wording, random);
    }

    @Singleton
    PostingReviews reviews(Access access, PostingWrites writes, Wording wording, Clock clock) {
        return new PostingReviews(access, writes, wording, clock);
    }

    @Singleton
    OwnPostings ownPostings(DynamoDbClient dynamo, JobsSettings settings, Access access, Cursors cursors, Clock clock) {
        return new OwnPostings(dynamo, settings.table(), access, cursors, clock);
    }

    @Singleton
    PostingSearch search(DynamoDbClient dynamo, JobsSettings settings, Cursors cursors, Clock clock) {
        return new DynamoPostingSearch(dynamo, settings.table(), cursors, clock);
    }

    @Singleton
    PublicPostings publicPostings(DynamoDbClient dynamo, JobsSettings settings, Cursors cursors, Clock clock) {
        return new PublicPostings(dynamo, settings.table(), cursors, clock);
    }
}
