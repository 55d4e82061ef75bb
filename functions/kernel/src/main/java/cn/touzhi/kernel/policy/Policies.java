package cn.touzhi.kernel.policy;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * The versions of the privacy policy. A text lies in {@code policies/<version>.txt}, and publishing another means one
 * more text and one more line here. (The first three versions were never kept.)
 */
public final class Policies {
    private final List<Policy> published;

    /** What is published. */
    public Policies() {
        this(List.of(Policy.ofResource(4, "2021年6月 第4版", LocalDate.of(2021, 6, 9), "zh-CN")));
    }

    /** @param published oldest first, one at least */
    public Policies(List<Policy> published) {
        this.published = List.copyOf(published);
    }

    /** The version that whoever registers must accept. */
    public Policy current() {
        return published.getLast();
    }

    /** A version by its number, however old. */
    public Optional<Policy> version(int version) {
        return published.stream().filter(policy -> policy.version() == version).findFirst();
    }
}
