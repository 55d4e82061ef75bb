package cn.touzhi.kernel.data;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A kind of item that lies in a table. Each component of such a record is either {@link PersonalData} or {@link
 * NotPersonal}; the build fails over one that is neither. From these the data inventory, the export and the erasure are
 * made (clauses 2, 5.2, 6 of the privacy policy).
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Stored {
    /** In place of a table: every room's own has such items. */
    String EVERY_ROOM = "*";

    /** The table by its logical id in template.yaml, or {@link #EVERY_ROOM}. */
    String table();

    /** The key, with placeholders in braces: {@code ACCOUNT#{subject} / SESSION#{id}}. */
    String key();

    /** How to get from the subject to every item of this kind, without ever scanning. */
    String pathFromSubject();
}
