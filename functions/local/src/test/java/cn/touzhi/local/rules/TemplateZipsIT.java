package cn.touzhi.local.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The template, beside the zips that it deploys,")
class TemplateZipsIT {
    private static final Template TEMPLATE = Template.ofProject();

    @TempDir
    private static Path folder;

    private static Zips zips;

    @BeforeAll
    static void openZips() {
        zips = new Zips(folder);
    }

    @AfterAll
    static void closeZips() throws IOException {
        zips.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    @DisplayName("keeps the rule that")
    void keeps(Rule rule) {
        assertThat(rule.check(TEMPLATE)).as(rule.toString()).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("breaks")
    @DisplayName("is found out when it breaks the rule that")
    void isFoundOut(String rule, String what, Rule.Break broken) {
        Proof.onlyThisOneNotices(rule, broken, rules(), TEMPLATE);
    }

    @Test
    @DisplayName("has no rule that is not proved")
    void everyRuleIsProved() {
        Proof.ofNoneIsMissing(rules());
    }

    static List<Rule> rules() {
        return ZipRules.all(zips);
    }

    static Stream<Arguments> breaks() {
        return Proof.ofEach(rules());
    }
}
