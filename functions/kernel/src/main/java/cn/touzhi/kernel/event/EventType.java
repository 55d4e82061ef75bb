package cn.touzhi.kernel.event;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares an event of a room, on the constant that holds its type. From these the catalogue {@code infra/events.md} is
 * made, and a golden file of each version stays as a test. What a version promises never changes: data may be added that
 * readers can do without; anything else is a new version.
 */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
public @interface EventType {
    /** What happened, as a sentence. */
    String when();

    /** Whether it names the subject it happened to; there may be none yet. */
    boolean ofSubject();

    /** What it says beside that. */
    Datum[] data();

    /** The functions that send it, by their logical ids in template.yaml. */
    String[] sentBy();

    /** The functions that listen to it likewise; none where other rooms will only do so later. */
    String[] heardBy();

    /** A field of the event's data. */
    @interface Datum {
        /** Its name. */
        String name();

        /** What it means. */
        String means();
    }
}
