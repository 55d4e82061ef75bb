package cn.touzhi.local.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Proves that rules see what they are there to see: each change breaks its rule, and no other. */
final class Proof {
    private Proof() {}

    /** Name, change and change again for a parameterised test's {@code ({0}: {1})}. */
    static Stream<Arguments> ofEach(List<Rule> rules) {
        return rules.stream().flatMap(rule -> rule.breaks().stream()
                .map(broken -> Arguments.of(rule.name(), broken.what(), broken)));
    }

    static void onlyThisOneNotices(String rule, Rule.Break broken, List<Rule> rules, Template template) {
        Template changed = template.changed(broken.edit());

        List<String> failing = rules.stream()
                .filter(each -> !each.check(changed).isEmpty())
                .map(Rule::name)
                .toList();

        List<String> expected = new ArrayList<>(broken.others());
        expected.add(rule);
        assertThat(failing).containsExactlyInAnyOrderElementsOf(expected);
    }

    static void ofNoneIsMissing(List<Rule> rules) {
        assertThat(rules).allSatisfy(rule -> assertThat(rule.breaks()).isNotEmpty());
        assertThat(rules).extracting(Rule::name).doesNotHaveDuplicates();
    }
}
