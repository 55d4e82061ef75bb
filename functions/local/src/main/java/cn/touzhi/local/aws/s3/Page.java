package cn.touzhi.local.aws.s3;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** As much of a bucket as one answer holds; keys with a delimiter behind the prefix count together as one. */
final class Page {
    private final String prefix;
    private final String delimiter;
    private final int most;
    private final List<ObjectVersion> entries = new ArrayList<>();
    private final SortedSet<String> prefixes = new TreeSet<>();
    private String last = "";
    private boolean truncated;

    Page(String prefix, String delimiter, int most) {
        this.prefix = prefix;
        this.delimiter = delimiter;
        this.most = most;
    }

    /** Adds the next in the bucket's order, if there is room for it. */
    void add(ObjectVersion one) {
        String key = one.name().key();
        int cut = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
        String common = cut < 0 ? "" : key.substring(0, cut + delimiter.length());
        boolean counted = prefixes.contains(common) || key.equals(last);
        if (truncated || !counted && entries.size() + prefixes.size() >= most) {
            truncated = true;
            return;
        }
        last = key;
        if (cut < 0) {
            entries.add(one);
        } else {
            prefixes.add(common);
        }
    }

    String prefix() {
        return prefix;
    }

    List<ObjectVersion> entries() {
        return entries;
    }

    SortedSet<String> prefixes() {
        return prefixes;
    }

    /** The last key that it holds. */
    String last() {
        return last;
    }

    boolean truncated() {
        return truncated;
    }
}
