package cn.touzhi.local.rules;

import cn.touzhi.local.template.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Something that the template must keep and that no linter knows, or none that is at hand.
 *
 * @param name what must be so, as a sentence
 * @param source where the demand comes from: a public rule's id, a fault of ours (F…), a requirement of ASVS, a page
 * @param findings the places that do not keep it
 * @param breaks changes to the template, each of which this rule must notice, and no other
 */
record Rule(String name, String source, Function<Template, Stream<String>> findings, List<Break> breaks) {
    /**
     * A change that breaks the rule.
     *
     * @param what was done to the template, for the test's name
     * @param others names of the rules that cannot but notice it too
     */
    record Break(String what, Consumer<Edit> edit, List<String> others) {}

    static Rule that(String name, String source, Function<Template, Stream<String>> findings) {
        return new Rule(name, source, findings, List.of());
    }

    /** A rule about each resource of one type. */
    static Rule every(String type, String name, String source, Predicate<Resource> holds) {
        return that(name, source, template -> template.all(type)
                .filter(resource -> !holds.test(resource))
                .map(Resource::logicalId));
    }

    Rule brokenBy(String what, Consumer<Edit> edit) {
        List<Break> more = new ArrayList<>(breaks);
        more.add(new Break(what, edit, List.of()));
        return new Rule(name, source, findings, List.copyOf(more));
    }

    /** The change given last breaks these rules too, and cannot be made without. */
    Rule whichAlsoBreaks(String... others) {
        List<Break> changed = new ArrayList<>(breaks);
        Break last = changed.removeLast();
        changed.add(new Break(last.what(), last.edit(), List.of(others)));
        return new Rule(name, source, findings, List.copyOf(changed));
    }

    List<String> check(Template template) {
        return findings.apply(template).toList();
    }

    @Override
    public String toString() {
        return name + " [" + source + "]";
    }
}
