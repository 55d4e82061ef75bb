package cn.touzhi.kernel.http;

import java.util.List;
import java.util.Optional;

/**
 * Part of a list.
 *
 * @param <T> what is listed
 * @param items in their order; possibly none, though more follow
 * @param next goes on after them; empty at the end
 */
public record Page<T>(List<T> items, Optional<String> next) {
    /** How many a page has at most. */
    public static final int SIZE = 20;

    /** Takes a copy. */
    public Page {
        items = List.copyOf(items);
    }
}
