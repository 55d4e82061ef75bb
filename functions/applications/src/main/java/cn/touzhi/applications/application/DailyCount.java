package cn.touzhi.applications.application;

import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.seconds;

import cn.touzhi.applications.ApplicationsTable;
import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.data.Category;
import cn.touzhi.kernel.data.Keeping;
import cn.touzhi.kernel.data.NotPersonal;
import cn.touzhi.kernel.data.PersonalData;
import cn.touzhi.kernel.data.Purpose;
import cn.touzhi.kernel.data.Stored;
import cn.touzhi.kernel.dynamo.Change;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * How many applications somebody submitted on a day, of which there is a most.
 *
 * @param subject who
 * @param day in China
 * @param count how many
 * @param expiresAt when it is of no use any more
 */
@Stored(
        table = ApplicationsTable.NAME,
        key = "SEEKER#{subject} / DAY#{day}",
        pathFromSubject = "Query of SEEKER#{subject}")
record DailyCount(
        @PersonalData(
                category = Category.PSEUDONYM,
                purpose = Purpose.RECRUITMENT,
                keeping = Keeping.KEY_OF_THE_DAY,
                clause = "3.1.1")
        SubjectId subject,

        @PersonalData(
                category = Category.ACTIVITY,
                purpose = Purpose.RECRUITMENT,
                keeping = Keeping.KEY_OF_THE_DAY,
                clause = "3.1.1")
        LocalDate day,

        @PersonalData(
                category = Category.ACTIVITY,
                purpose = Purpose.RECRUITMENT,
                keeping = Keeping.KEY_OF_THE_DAY,
                clause = "3.1.1")
        int count,

        @NotPersonal("when it goes") Instant expiresAt) {
    /** More than anybody writes with care. */
    static final int MOST = 30;

    private static final Duration KEPT = Duration.ofDays(2);

    /** Counts one more, unless there are as many as there may be. */
    static TransactWriteItem another(String table, SubjectId subject, LocalDate day, Instant now) {
        return Change.when(table, "attribute_not_exists(#pk) OR #count < :most")
                .with(":most", number(MOST))
                .with(":one", number(1))
                .with(":end", seconds(now.plus(KEPT)))
                .update(ApplicationsTable.dayKey(subject, day), "SET #expiresAt = :end ADD #count :one");
    }
}
