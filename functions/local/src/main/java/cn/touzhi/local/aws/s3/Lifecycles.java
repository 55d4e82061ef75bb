package cn.touzhi.local.aws.s3;

import cn.touzhi.local.template.Bucket;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Deletes what buckets' lifecycle rules let go: so many days after the object's time, and from there to the next midnight
 * in UTC (S3 guide, "Lifecycle rules: based on an object's age").
 */
final class Lifecycles {
    private final Buckets buckets;
    private final Objects objects;
    private final Notifications notifications;

    Lifecycles(Buckets buckets, Objects objects, Notifications notifications) {
        this.buckets = buckets;
        this.objects = objects;
        this.notifications = notifications;
    }

    /** Deletes what is due; returns how much that was. */
    int sweep(Instant now) {
        int deleted = 0;
        for (Bucket bucket : buckets.all()) {
            for (Bucket.LifecycleRule rule : bucket.lifecycle()) {
                deleted += sweep(bucket, rule, now);
            }
        }
        return deleted;
    }

    private int sweep(Bucket bucket, Bucket.LifecycleRule rule, Instant now) {
        int deleted = abort(bucket, rule, now);
        List<ObjectVersion> versions = objects.versions(bucket.name(), rule.prefix());
        for (int i = 0; i < versions.size(); i++) {
            ObjectVersion one = versions.get(i);
            boolean newest = i == 0 || !versions.get(i - 1).name().equals(one.name());
            boolean only = newest
                    && (i + 1 == versions.size() || !versions.get(i + 1).name().equals(one.name()));
            boolean due;
            if (one.marker() && newest) {
                due = only && (rule.expiredDeleteMarker() || due(rule.expiration(), one.since(), now));
            } else if (newest) {
                due = due(rule.expiration(), one.since(), now);
            } else {
                due = due(rule.noncurrentExpiration(), versions.get(i - 1).since(), now);
            }
            if (due) {
                delete(one, newest && !one.marker() && bucket.versioned());
                deleted++;
            }
        }
        return deleted;
    }

    private void delete(ObjectVersion one, boolean leavesMarker) {
        Optional<String> version = leavesMarker ? Optional.empty() : Optional.of(one.versionId());
        Optional<String> marker = objects.delete(one.name(), version).map(ObjectVersion::versionId);
        notifications.tell(
                leavesMarker ? "LifecycleExpiration:DeleteMarkerCreated" : "LifecycleExpiration:Delete",
                one.name(),
                marker.or(() -> version.filter(id -> !id.equals(ObjectVersion.NO_VERSION))));
    }

    private int abort(Bucket bucket, Bucket.LifecycleRule rule, Instant now) {
        List<Objects.Upload> due = new ArrayList<>(objects.uploads(bucket.name()));
        due.removeIf(upload ->
                !upload.name().key().startsWith(rule.prefix()) || !due(rule.abortUpload(), upload.initiated(), now));
        due.forEach(objects::abort);
        return due.size();
    }

    private static boolean due(OptionalInt days, Instant since, Instant now) {
        if (days.isEmpty()) {
            return false;
        }
        Instant after = since.plus(Duration.ofDays(days.getAsInt()));
        Instant midnight = after.truncatedTo(ChronoUnit.DAYS);
        return !now.isBefore(midnight.equals(after) ? midnight : midnight.plus(Duration.ofDays(1)));
    }
}
