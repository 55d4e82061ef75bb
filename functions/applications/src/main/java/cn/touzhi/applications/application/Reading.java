package cn.touzhi.applications.application;

import static cn.touzhi.kernel.dynamo.Attributes.text;
import static cn.touzhi.kernel.dynamo.Attributes.textOf;

import cn.touzhi.applications.ApplicationsTable;
import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.aws.SideBySide;
import cn.touzhi.kernel.dynamo.BatchReads;
import cn.touzhi.kernel.employer.EmployerId;
import cn.touzhi.kernel.http.Cursors;
import cn.touzhi.kernel.http.Page;
import cn.touzhi.kernel.http.Principal;
import cn.touzhi.kernel.standing.KnownConsents;
import cn.touzhi.kernel.standing.Standing;
import cn.touzhi.kernel.standing.Standings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What a request needs to know: who asks, side by side with what they ask about. */
final class Reading {
    private final DynamoDbClient dynamo;
    private final String table;
    private final Standings standings;
    private final Cursors cursors;

    Reading(DynamoDbClient dynamo, String table, Standings standings, Cursors cursors) {
        this.dynamo = dynamo;
        this.table = table;
        this.standings = standings;
        this.cursors = cursors;
    }

    /** How {@code principal} stands, and the items under {@code keys}. */
    Seen of(Principal principal, List<Map<String, AttributeValue>> keys) {
        return SideBySide.of(
                () -> standings.of(principal.subject()),
                () -> BatchReads.read(dynamo, table, keys),
                (standing, items) -> new Seen(standing.admits(principal), standing, items));
    }

    /** How {@code principal} stands, and an application with its steps: empty where there is none. */
    Seen withSteps(Principal principal, String id) {
        return SideBySide.of(
                () -> standings.of(principal.subject()),
                () -> items(ApplicationsTable.applicationPartition(id)),
                (standing, items) -> new Seen(
                        standing.admits(principal),
                        standing,
                        items.stream().map(Optional::of).toList()));
    }

    private List<Map<String, AttributeValue>> items(String partition) {
        return dynamo
                .queryPaginator(query -> query.tableName(table)
                        .keyConditionExpression("pk = :pk")
                        .expressionAttributeValues(Map.of(":pk", text(partition)))
                        .consistentRead(true))
                .items()
                .stream()
                .toList();
    }

    /**
     * A page of what lies in {@code partition} under {@code prefix}, the latest first.
     *
     * @param bound names the query and its caller, whose cursors are good for nothing else
     * @return empty where the cursor is none of these
     */
    Optional<Listed> latest(String partition, String prefix, String bound, Optional<String> cursor) {
        Optional<String> before = cursor.flatMap(given -> cursors.read(given, bound));
        if (cursor.isPresent() && before.isEmpty()) {
            return Optional.empty();
        }
        List<Map<String, AttributeValue>> found = dynamo
                .query(query -> query.tableName(table)
                        .keyConditionExpression("pk = :pk AND sk BETWEEN :from AND :to")
                        .expressionAttributeValues(Map.of(
                                ":pk", text(partition),
                                ":from", text(prefix),
                                ":to", text(before.orElse(prefix + "~"))))
                        .scanIndexForward(false)
                        .limit(Page.SIZE + 2)
                        .consistentRead(true))
                .items()
                .stream()
                .filter(item -> before.filter(textOf(item, ApplicationsTable.SK)::equals)
                        .isEmpty())
                .toList();
        List<Map<String, AttributeValue>> page = found.subList(0, Math.min(found.size(), Page.SIZE));
        Optional<String> next = found.size() > Page.SIZE
                ? Optional.of(cursors.after(textOf(page.getLast(), ApplicationsTable.SK), bound))
                : Optional.empty();
        return Optional.of(new Listed(page, next));
    }

    /** The applications that such a page leads to. */
    Page<Application> applications(Listed listed) {
        List<String> ids = listed.items().stream()
                .map(item -> ApplicationsTable.applicationIn(textOf(item, ApplicationsTable.SK)))
                .toList();
        if (ids.isEmpty()) {
            return new Page<>(List.of(), listed.next());
        }
        var items = BatchReads.read(
                dynamo,
                table,
                ids.stream().map(ApplicationsTable::applicationKey).toList());
        return new Page<>(
                items.stream()
                        .flatMap(Optional::stream)
                        .map(item -> Application.of(
                                textOf(item, ApplicationsTable.PK)
                                        .substring(ApplicationsTable.applicationPartition("")
                                                .length()),
                                item))
                        .toList(),
                listed.next());
    }

    /** The items under {@code keys}. */
    List<Optional<Map<String, AttributeValue>>> items(List<Map<String, AttributeValue>> keys) {
        return BatchReads.read(dynamo, table, keys);
    }

    /** How an employer answers. */
    EmployerAnswers answers(EmployerId employer) {
        return EmployerAnswers.of(
                employer,
                dynamo.query(query -> query.tableName(table)
                                .keyConditionExpression("pk = :pk AND begins_with(sk, :answers)")
                                .expressionAttributeValues(Map.of(
                                        ":pk", text(ApplicationsTable.employerPartition(employer)),
                                        ":answers", text(ApplicationsTable.answersPrefix()))))
                        .items());
    }

    /** What somebody consents to, as far as was heard. */
    KnownConsents consentsOf(SubjectId subject) {
        return standings.of(subject).consents();
    }

    /** How {@code principal} stands. */
    Standing standing(Principal principal) {
        return standings.of(principal.subject());
    }

    /** What was seen. */
    record Seen(boolean admitted, Standing standing, List<Optional<Map<String, AttributeValue>>> items) {
        Seen {
            items = List.copyOf(items);
        }
    }

    /** A page of items. */
    record Listed(List<Map<String, AttributeValue>> items, Optional<String> next) {
        Listed {
            items = List.copyOf(items);
        }
    }
}
