package cn.touzhi.kernel;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks tests that prove what the privacy policy promises, by the number of the duty. The build lists the duties that are
 * due and fails where one has no test.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Clause {
    /** The duties' numbers, such as {@code 78c}; they never change. */
    String[] value();
}
