package cn.touzhi.resumes.search;

import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.seconds;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.data.Category;
import cn.touzhi.kernel.data.Keeping;
import cn.touzhi.kernel.data.NotPersonal;
import cn.touzhi.kernel.data.PersonalData;
import cn.touzhi.kernel.data.Purpose;
import cn.touzhi.kernel.data.Stored;
import cn.touzhi.resumes.ResumesTable;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * How many pages of public resumes somebody has had on a day, of which there is a most: whoever hires reads some, whoever
 * copies the platform reads all.
 *
 * @param subject who
 * @param day in China
 * @param count how many
 * @param expiresAt when it is of no use any more
 */
@Stored(
        table = ResumesTable.NAME,
        key = "SEARCHES#{subject} / DAY#{day}",
        pathFromSubject = "Query of SEARCHES#{subject}")
record SearchCount(
        @PersonalData(
                category = Category.PSEUDONYM,
                purpose = Purpose.SECURITY,
                keeping = Keeping.KEY_OF_THE_DAY,
                clause = "5.2")
        SubjectId subject,

        @PersonalData(
                category = Category.ACTIVITY,
                purpose = Purpose.SECURITY,
                keeping = Keeping.KEY_OF_THE_DAY,
                clause = "5.2")
        LocalDate day,

        @PersonalData(
                category = Category.ACTIVITY,
                purpose = Purpose.SECURITY,
                keeping = Keeping.KEY_OF_THE_DAY,
                clause = "5.2")
        int count,

        @NotPersonal("when it goes") Instant expiresAt) {
    /** Ten thousand cards: more than anybody reads. */
    static final int MOST = 500;

    private static final Duration KEPT = Duration.ofDays(2);

    /** Counts one more; false where there were as many as there may be. */
    static boolean another(DynamoDbClient dynamo, String table, SubjectId subject, LocalDate day, Instant now) {
        try {
            dynamo.updateItem(update -> update.tableName(table)
                    .key(ResumesTable.searchesKey(subject, day))
                    .updateExpression("SET #expiresAt = :end ADD #count :one")
                    .conditionExpression("attribute_not_exists(#count) OR #count < :most")
                    .expressionAttributeNames(Map.of("#expiresAt", ResumesTable.EXPIRES_AT, "#count", "count"))
                    .expressionAttributeValues(
                            Map.of(":end", seconds(now.plus(KEPT)), ":one", number(1), ":most", number(MOST))));
            return true;
        } catch (ConditionalCheckFailedException full) {
            return false;
        }
    }
}
