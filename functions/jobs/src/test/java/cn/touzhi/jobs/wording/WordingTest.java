package cn.touzhi.jobs.wording;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Wording that keeps people out for what they are")
class WordingTest {
    private final Wording wording = new Wording();

    static Stream<Term> terms() {
        return Terms.all().stream();
    }

    @ParameterizedTest
    @MethodSource("terms")
    @DisplayName("is found by each term of the data, in its example and amid other text, and has a source")
    void examples(Term term) {
        assertThat(faults(term.example())).contains(term.category());
        assertThat(faults("岗位职责：负责门店销售。" + term.example() + "，包吃住。")).contains(term.category());
        assertThat(term.source()).contains("法").contains("条");
    }

    @ParameterizedTest
    @CsvSource({
        "限男, GENDER",
        "限 女, GENDER",
        "限\u3000\u3000男, GENDER",
        "限\u200b男, GENDER",
        "限*男, GENDER",
        "招聘女生3名, GENDER",
        "未婚, MARITAL",
        "未 婚, MARITAL",
        "已育优先, MARITAL",
        "已婚已育者优先, MARITAL",
        "35岁以下, AGE",
        "３５岁以下, AGE",
        "3 5 岁 以 下, AGE",
        "三十五岁以下, AGE",
        "三十五周岁以内, AGE",
        "三五岁以下, AGE",
        "卅五岁以下, AGE",
        "叁拾伍岁以下, AGE",
        "③⑤岁以下, AGE",
        "18-35岁, AGE",
        "１８～３５周岁, AGE",
        "18岁至35岁, AGE",
        "十八到三十五岁, AGE",
        "十八 — 三十五岁, AGE",
        "年龄35以下, AGE",
        "95后优先, AGE",
        "只招九零后, AGE",
        "仅限本地户口, HOUSEHOLD",
        "仅限 昆明 户籍, HOUSEHOLD",
        "不招河南人, HOUSEHOLD",
        "不招XX族, ETHNIC",
        "不招维吾尔族, ETHNIC",
        "不要某族, ETHNIC",
        "有宗教信仰者勿扰, BELIEF",
        "无乙肝病毒携带, HEALTH"
    })
    @DisplayName("is found though it is hidden a little:")
    void hidden(String text, TermCategory category) {
        assertThat(faults(text)).contains(category);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "男女不限",
                "性别不限",
                "学历不限，男女均可",
                "经验不限男女皆可",
                "不限男女",
                "婚育不限，未婚已婚均可",
                "已育未育不限",
                "年满18周岁",
                "18岁以上",
                "年龄不限",
                "户籍不限",
                "提供落户指标，协助办理本地户口",
                "需要3年以上后端开发经验",
                "五险一金，每周双休，一年两次调薪",
                "月薪15000-25000元，13薪",
                "工作时间9:00-18:00，30分钟以内通勤补贴",
                "熟悉35种以上的常用物料",
                "不要求有相关经验的人员也可应聘",
                "负责女装与男装的陈列和销售",
                "要女装搭配经验",
                "少数民族地区业务拓展，有双语能力为佳",
                "开发家族企业客户",
                "服务民族品牌，团队规模50人以下",
                "为残疾人提供无障碍工位",
                "单身公寓，入职即可入住",
                "岗位面向2027届毕业生，90后团队氛围轻松",
                "教授100以内的加减法",
                "面向10-14岁学员的编程教学",
                "接待14岁以下的儿童",
                "Full-time Java engineer, 3-5 years of experience",
                "收银员2名，会计1名"
            })
    @DisplayName("is not seen where there is none:")
    void lawful(String text) {
        assertThat(faults(text)).isEmpty();
    }

    @Test
    @DisplayName("is allowed by a rule of the state, as far as that goes and no farther")
    void basis() {
        Optional<LegalBasis> women = Optional.of(LegalBasis.WORK_UNSUITABLE_FOR_WOMEN);
        Optional<LegalBasis> service = Optional.of(LegalBasis.PUBLIC_SERVICE_RECRUITMENT);

        assertThat(wording.faultsOf("限男，35岁以下", women)).containsExactly(TermCategory.AGE);
        assertThat(wording.faultsOf("限男，35岁以下", service)).containsExactly(TermCategory.GENDER);
        assertThat(wording.faultsOf("未婚，限男", women)).containsExactly(TermCategory.MARITAL);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("is allowed by rules that are written and read alike")
    void text(LegalBasis basis) {
        assertThat(LegalBasis.of(basis.text())).contains(basis);
    }

    @ParameterizedTest
    @ValueSource(strings = {"不招", "三", "限本地", "18-", "年龄，", "  ", "已婚", "a"})
    @DisplayName("is looked for in no more time than the text is long")
    void linear(String piece) {
        String hostile = piece.repeat(5000 / piece.length());
        long begin = System.nanoTime();

        faults(hostile);

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(1));
    }

    private Set<TermCategory> faults(String text) {
        return wording.faultsOf(text, Optional.empty());
    }
}
