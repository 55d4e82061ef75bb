package cn.touzhi.kernel.data;

import java.lang.annotation.ElementType;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A stored field that concerns a person. */
@Target(ElementType.RECORD_COMPONENT)
@java.lang.annotation.Retention(RetentionPolicy.RUNTIME)
public @interface PersonalData {
    /** What kind of data it is. */
    Category category();

    /** What it is processed for; never merely to improve something (policy 2.2). */
    Purpose purpose();

    /** How long it is kept. */
    Keeping keeping();

    /** The clause of the privacy policy that it stands on, such as {@code 2.1.1}. */
    String clause();

    /** Whether it is stored encrypted with the subject's key or that of the day. */
    boolean sealed() default false;
}
