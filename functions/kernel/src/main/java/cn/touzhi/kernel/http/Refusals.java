package cn.touzhi.kernel.http;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The problems of its own with which a route refuses, each as {@code status kind}. The description of the API is made
 * from it; what every route has in common is added there.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Refusals {
    /** Such as {@code 429 too-many-codes}. */
    String[] value();
}
