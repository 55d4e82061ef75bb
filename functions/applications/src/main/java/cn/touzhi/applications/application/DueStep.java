package cn.touzhi.applications.application;

import static cn.touzhi.kernel.dynamo.Attributes.textOf;

import cn.touzhi.applications.ApplicationsTable;
import cn.touzhi.kernel.data.NotPersonal;
import cn.touzhi.kernel.data.Stored;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * That the platform takes a step of an {@link Application} by itself, unless somebody takes one before. There is one for each
 * application that waits; the application decides then.
 *
 * @param at when
 * @param application which
 */
@Stored(
        table = ApplicationsTable.NAME,
        key = "DUE#{shard} / {at}#{application}",
        pathFromSubject = "none: it names an application, which tells when it is due")
record DueStep(
        @NotPersonal("a limit") Instant at,
        @NotPersonal("names an application") String application) {
    /** The one that {@code application} waits with, if it does. */
    static Optional<DueStep> of(Application application) {
        return application.dueAt().map(at -> new DueStep(at, application.id()));
    }

    /** The key is all there is to it. */
    Map<String, AttributeValue> toItem() {
        return ApplicationsTable.dueKey(at, application);
    }

    /** Reads the item. */
    static DueStep of(Map<String, AttributeValue> item) {
        String sortKey = textOf(item, ApplicationsTable.SK);
        return new DueStep(
                Instant.parse(sortKey.substring(0, sortKey.indexOf('#'))), ApplicationsTable.applicationIn(sortKey));
    }
}
