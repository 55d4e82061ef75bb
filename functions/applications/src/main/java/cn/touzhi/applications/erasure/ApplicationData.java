package cn.touzhi.applications.erasure;

import static cn.touzhi.kernel.dynamo.Attributes.instantOf;
import static cn.touzhi.kernel.dynamo.Attributes.text;
import static cn.touzhi.kernel.dynamo.Attributes.textOf;

import cn.touzhi.applications.ApplicationsTable;
import cn.touzhi.applications.application.Application;
import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.data.Keeping;
import cn.touzhi.kernel.dynamo.Change;
import cn.touzhi.kernel.erasure.Findings;
import cn.touzhi.kernel.erasure.HeldRecords;
import cn.touzhi.kernel.erasure.Kept;
import cn.touzhi.kernel.erasure.Partitions;
import cn.touzhi.kernel.erasure.SubjectData;
import cn.touzhi.kernel.idempotency.IdempotencyRecords;
import cn.touzhi.kernel.standing.Standings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * All that this room holds of somebody: one application after the other, with the ways to it from the employer and the
 * posting, then what lies in their partitions. What somebody did for an employer doesn't name them.
 */
final class ApplicationData implements SubjectData {
    private static final String APPLICATION = "Application";
    private static final String TAKEN_MOVE = "TakenMove";
    /** Ways that lead to an application (its seeker's, its employer's, its posting's two, when it is due), and its record. */
    private static final int BESIDE = 6;

    private static final Duration KEPT = Keeping.LEGAL_RECORD.limit().orElseThrow();
    private static final String BASIS = "5.1.1, 网络招聘服务管理规定";

    private static final String OWN_APPLICATION = "OwnApplication";

    private final DynamoDbClient dynamo;
    private final String table;
    private final HeldRecords held;
    private final Clock clock;
    private final Partitions rest;

    ApplicationData(DynamoDbClient dynamo, String table, HeldRecords held, Clock clock) {
        this.dynamo = dynamo;
        this.table = table;
        this.held = held;
        this.clock = clock;
        this.rest = new Partitions(dynamo, table, partitions());
    }

    /** What needs no more than to be deleted, by names of the inventory. */
    static List<Partitions.Partition> partitions() {
        return List.of(
                new Partitions.Partition(
                        ApplicationsTable.seekerPrefix(),
                        Map.of(
                                ApplicationsTable.identityPrefix(),
                                "IdentityRequest",
                                ApplicationsTable.atPrefix(),
                                OWN_APPLICATION,
                                ApplicationsTable.disclosurePrefix(),
                                "Disclosure",
                                "LOCK#",
                                "PostingLock",
                                "VERSION#",
                                "SubmittedVersion",
                                "DAY#",
                                "DailyCount")),
                IdempotencyRecords.partition(),
                Standings.partition());
    }

    /** What lies in partitions of its own, by names of the inventory. */
    static List<String> besides() {
        return List.of(APPLICATION, TAKEN_MOVE);
    }

    /** Every write of this room for someone checks the fence. */
    @Override
    public Optional<Page> close(SubjectId subject) {
        return Optional.of(Page.NOTHING);
    }

    @Override
    public Page next(SubjectId subject) {
        List<Map<String, AttributeValue>> own =
                query(ApplicationsTable.seekerPartition(subject), ApplicationsTable.atPrefix(), 1);
        return own.isEmpty() ? rest.next(subject) : application(own.getFirst());
    }

    /** The steps first, should there be more than a page takes; what leads to them goes with the last page. */
    private Page application(Map<String, AttributeValue> own) {
        String id = ApplicationsTable.applicationIn(textOf(own, ApplicationsTable.SK));
        List<Map<String, AttributeValue>> items =
                query(ApplicationsTable.applicationPartition(id), "", Page.MOST_ACTIONS);
        List<TransactWriteItem> actions = new ArrayList<>();
        List<String> kinds = new ArrayList<>();
        Optional<Kept> kept = Optional.empty();
        boolean last = items.size() <= Page.MOST_ACTIONS - BESIDE;
        for (Map<String, AttributeValue> item : items) {
            boolean step = textOf(item, ApplicationsTable.SK).startsWith("MOVE#");
            if (step || last) {
                actions.add(Change.when(table, "attribute_exists(#pk)").delete(keyOf(item)));
                kinds.add(step ? TAKEN_MOVE : APPLICATION);
            }
            if (!step && last) {
                Application application = Application.of(id, item);
                Instant until = endOf(application).plus(KEPT);
                if (until.isAfter(clock.instant())) {
                    actions.add(held.keep(
                            application.subject(),
                            "APPLICATION",
                            id,
                            ApplicationRecord.of(application, steps(items)),
                            until));
                    kept = HeldRecords.kept(BASIS, until);
                }
                actions.add(Change.deleteAnyway(
                        table, ApplicationsTable.receivedKey(application.employer(), application.submittedAt(), id)));
                actions.add(Change.deleteAnyway(
                        table, ApplicationsTable.receivedKey(application.posting(), application.submittedAt(), id)));
                actions.add(Change.deleteAnyway(table, ApplicationsTable.liveKey(application.posting(), id)));
                application
                        .dueAt()
                        .ifPresent(at -> actions.add(Change.deleteAnyway(table, ApplicationsTable.dueKey(at, id))));
            }
        }
        if (last) {
            actions.add(Change.when(table, "attribute_exists(#pk)").delete(keyOf(own)));
            kinds.add(OWN_APPLICATION);
        }
        return new Page(actions, Findings.erased(kinds).keeping(kept));
    }

    /** The service ended with the application, or ends now. */
    private Instant endOf(Application application) {
        return application.state().live() ? clock.instant().truncatedTo(ChronoUnit.SECONDS) : application.since();
    }

    private static List<ApplicationRecord.Step> steps(List<Map<String, AttributeValue>> items) {
        return items.stream()
                .filter(item -> textOf(item, ApplicationsTable.SK).startsWith("MOVE#"))
                .map(item -> new ApplicationRecord.Step(
                        textOf(item, ApplicationsTable.STATE),
                        instantOf(item, "at").getEpochSecond()))
                .toList();
    }

    private List<Map<String, AttributeValue>> query(String partition, String prefix, int limit) {
        return dynamo
                .query(query -> query.tableName(table)
                        .keyConditionExpression("pk = :pk AND sk >= :prefix")
                        .expressionAttributeValues(Map.of(":pk", text(partition), ":prefix", text(sortable(prefix))))
                        .limit(limit)
                        .consistentRead(true))
                .items()
                .stream()
                .filter(item -> textOf(item, ApplicationsTable.SK).startsWith(prefix))
                .toList();
    }

    /** No key is empty. */
    private static String sortable(String prefix) {
        return prefix.isEmpty() ? "A" : prefix;
    }

    private static Map<String, AttributeValue> keyOf(Map<String, AttributeValue> item) {
        return Map.of(
                ApplicationsTable.PK,
                item.get(ApplicationsTable.PK),
                ApplicationsTable.SK,
                item.get(ApplicationsTable.SK));
    }
}
