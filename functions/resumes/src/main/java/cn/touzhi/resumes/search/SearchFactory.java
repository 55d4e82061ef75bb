package cn.touzhi.resumes.search;

import cn.touzhi.kernel.aws.RoomSecret;
import cn.touzhi.kernel.standing.Standings;
import cn.touzhi.resumes.ResumesSettings;
import cn.touzhi.resumes.resume.PublicCards;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Puts together what searching stands on. */
@Factory
final class SearchFactory {
    @Singleton
    ResumeSearch resumeSearch(
            DynamoDbClient dynamo,
            ResumesSettings settings,
            Standings standings,
            PublicCards cards,
            RoomSecret secret,
            Clock clock) {
        return new ResumeSearch(dynamo, settings.table(), standings, cards, new Handles(secret), clock);
    }
}
