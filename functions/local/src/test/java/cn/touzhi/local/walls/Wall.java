package cn.touzhi.local.walls;

import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/**
 * Something that the functions' classes must keep.
 *
 * @param name what must be so, as a sentence
 * @param source where the demand comes from
 * @param breaks classes each of which this wall must notice, and no other wall
 */
record Wall(String name, String source, ArchRule rule, List<Class<?>> breaks) {
    /** Takes a copy. */
    Wall {
        breaks = List.copyOf(breaks);
    }

    static Wall that(String name, String source, ArchRule rule, Class<?>... breaks) {
        return new Wall(name, source, rule.as(name).because(source), List.of(breaks));
    }

    @Override
    public String toString() {
        return name + " [" + source + "]";
    }
}
