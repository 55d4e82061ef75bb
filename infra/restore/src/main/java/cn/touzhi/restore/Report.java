package cn.touzhi.restore;

import cn.touzhi.kernel.SubjectId;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a run came upon: counts, and the opaque ids of those whom people have to look at. */
final class Report {
    private final Map<Finding, Integer> counts = new EnumMap<>(Finding.class);
    private final Map<Finding, Set<String>> subjects = new EnumMap<>(Finding.class);

    void add(Finding finding) {
        counts.merge(finding, 1, Integer::sum);
    }

    void add(Finding finding, SubjectId subject) {
        add(finding);
        if (finding.forPeople()) {
            subjects.computeIfAbsent(finding, _ -> new TreeSet<>()).add(subject.value());
        }
    }

    /** How often something was found. */
    int count(Finding finding) {
        return counts.getOrDefault(finding, 0);
    }

    /** Whether nothing was found. */
    boolean isEmpty() {
        return counts.isEmpty();
    }

    /** One line for each finding, the ids after the count. */
    String text() {
        return Arrays.stream(Finding.values())
                .filter(counts::containsKey)
                .map(finding -> (finding.name().toLowerCase(Locale.ROOT).replace('_', '-') + " " + count(finding) + " "
                                + String.join(" ", subjects.getOrDefault(finding, Set.of())))
                        .strip())
                .collect(Collectors.joining("\n"));
    }
}
