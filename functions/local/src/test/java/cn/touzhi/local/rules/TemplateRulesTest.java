package cn.touzhi.local.rules;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.Clause;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Clause("60")
@DisplayName("The template")
class TemplateRulesTest {
    private static final Template TEMPLATE = Template.ofProject();

    private static final List<Rule> RULES = Stream.of(
                    TableRules.all(),
                    BucketRules.all(),
                    StateRules.all(),
                    KeyRules.all(),
                    QueueRules.all(),
                    TopicRules.all(),
                    SourceRules.all(),
                    FunctionRules.all(),
                    LogRules.all(),
                    ApiRules.all(),
                    RouteRules.all(),
                    RoleRules.all(),
                    GrantRules.all(),
                    StaffRules.all(),
                    AlarmRules.all(),
                    ParameterRules.all(),
                    LiteralRules.all(),
                    TagRules.all(),
                    PortabilityRules.all())
            .flatMap(List::stream)
            .toList();

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
        Proof.onlyThisOneNotices(rule, broken, RULES, TEMPLATE);
    }

    @Test
    @DisplayName("has no rule that is not proved")
    void everyRuleIsProved() {
        Proof.ofNoneIsMissing(RULES);
    }

    static List<Rule> rules() {
        return RULES;
    }

    static Stream<Arguments> breaks() {
        return Proof.ofEach(RULES);
    }
}
