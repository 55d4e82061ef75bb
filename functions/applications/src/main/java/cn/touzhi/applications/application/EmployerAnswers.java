package cn.touzhi.applications.application;

import static cn.touzhi.kernel.dynamo.Attributes.numberOf;

import cn.touzhi.applications.ApplicationsTable;
import cn.touzhi.kernel.data.NotPersonal;
import cn.touzhi.kernel.data.Stored;
import cn.touzhi.kernel.dynamo.Change;
import cn.touzhi.kernel.employer.EmployerId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * How often an employer answered an application, and how often it let one expire.
 *
 * @param employer which
 * @param shard in which part; they are spread, since each answer writes one
 * @param answered how many it went on with or rejected
 * @param silent how many expired
 */
@Stored(
        table = ApplicationsTable.NAME,
        key = "EMPLOYER#{employer} / ANSWERS#{shard}",
        pathFromSubject = "none: it tells of an organisation")
record EmployerAnswers(
        @NotPersonal("names an organisation") EmployerId employer,
        @NotPersonal("a part") int shard,
        @NotPersonal("a counter") int answered,
        @NotPersonal("a counter") int silent) {
    /** Of fewer, a rate says nothing, and could tell how one seeker fared. */
    private static final int LEAST = 5;

    private static final int STEP = 5;
    private static final String ANSWERED = "answered";
    private static final String SILENT = "silent";

    /** The share of answers in per cent, in steps that don't tell how one application fared; nothing while there are few. */
    OptionalInt rate() {
        int all = answered + silent;
        return all < LEAST ? OptionalInt.empty() : OptionalInt.of(100 * answered / all / STEP * STEP);
    }

    /** What a step from {@code before} counts for, if it does. */
    static Optional<TransactWriteItem> counted(String table, Application before, Move move) {
        boolean waiting = before.state() == State.SUBMITTED || before.state() == State.VIEWED;
        if (!waiting || move == Move.VIEW) {
            return Optional.empty();
        }
        return switch (move.actor()) {
            case EMPLOYER -> Optional.of(one(table, before, ANSWERED));
            case PLATFORM -> move == Move.EXPIRE ? Optional.of(one(table, before, SILENT)) : Optional.empty();
            case SEEKER -> Optional.empty();
        };
    }

    private static TransactWriteItem one(String table, Application of, String counter) {
        return Change.countAnyway(table, ApplicationsTable.answersKey(of.employer(), of.id()), counter);
    }

    /** What all items of an employer come to. */
    static EmployerAnswers of(EmployerId employer, List<Map<String, AttributeValue>> items) {
        return new EmployerAnswers(employer, 0, sumOf(items, ANSWERED), sumOf(items, SILENT));
    }

    private static int sumOf(List<Map<String, AttributeValue>> items, String counter) {
        return items.stream()
                .filter(item -> item.containsKey(counter))
                .mapToInt(item -> numberOf(item, counter))
                .sum();
    }
}
