package cn.touzhi.resumes.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The codes that resumes are filled in with")
class CodeTablesTest {
    private static final CodeTables TABLES = new CodeTables();

    /** What codes look like, by the standard that they are from. */
    private static final Map<String, String> FORMS = Map.ofEntries(
            Map.entry("gender", "[0-9]"),
            Map.entry("marital-status", "[1-9][0-9]"),
            Map.entry("health", "[1-9]"),
            Map.entry("ethnic-group", "[0-9]{2}"),
            Map.entry("political-status", "[0-9]{2}"),
            Map.entry("education", "[1-9][0-9]"),
            Map.entry("degree", "[1-9]"),
            Map.entry("region", "[1-8][0-9]{5}"),
            Map.entry("industry", "[A-T]"),
            Map.entry("job-category", "[0-9]{2}([0-9]{2})?"),
            Map.entry("availability", "[a-z]+(-[a-z]+)*"));

    private static final Pattern CHINESE = Pattern.compile("[\\p{IsHan}、，]+");
    private static final Pattern ENGLISH = Pattern.compile("\\p{Lu}[\\p{IsLatin}0-9 ,'()-]*[\\p{IsLatin})]");

    static Stream<Named<CodeTable>> tables() {
        return TABLES.all().stream().map(table -> Named.of(table.id(), table));
    }

    @Test
    @DisplayName("are those of a resume's fields")
    void known() {
        assertThat(TABLES.all()).extracting(CodeTable::id).containsExactlyInAnyOrderElementsOf(FORMS.keySet());
    }

    @ParameterizedTest
    @MethodSource("tables")
    @DisplayName("say which standard they are from, as of when, and what they were really read from")
    void sourced(CodeTable table) {
        assertThat(table.standard()).matches("GB(/T)? [0-9]{4}(\\.[0-9])?-[0-9]{4}|Touzhi");
        assertThat(table.source()).hasSizeGreaterThan(10);
        assertThat(table.version()).isBetween(LocalDate.of(1984, 1, 1), LocalDate.of(2026, 12, 31));
        assertThat(table.note()).isPresent();
        assertThat(table.source().startsWith("Of our own making"))
                .isEqualTo(table.standard().equals("Touzhi"));
    }

    @ParameterizedTest
    @MethodSource("tables")
    @DisplayName("are unique and have the form that their standard gives them")
    void wellFormed(CodeTable table) {
        assertThat(table.codes())
                .isNotEmpty()
                .extracting(Code::code)
                .doesNotHaveDuplicates()
                .allMatch(code -> code.matches(FORMS.get(table.id())));
    }

    @ParameterizedTest
    @MethodSource("tables")
    @DisplayName("have a name in Chinese and one in English")
    void named(CodeTable table) {
        assertThat(table.chinese()).matches(CHINESE);
        assertThat(table.english()).matches(ENGLISH);
        assertThat(table.codes()).extracting(Code::chinese).allMatch(CHINESE.asMatchPredicate());
        assertThat(table.codes()).extracting(Code::english).allMatch(ENGLISH.asMatchPredicate());
    }

    @ParameterizedTest
    @MethodSource("tables")
    @DisplayName("can be told apart by their names where they are offered together")
    void distinct(CodeTable table) {
        List<Code> offered =
                table.codes().stream().filter(code -> !code.abolished()).toList();

        assertThat(offered)
                .extracting(code -> List.of(code.parent().orElse(""), code.chinese()))
                .doesNotHaveDuplicates();
        assertThat(offered)
                .extracting(code -> List.of(code.parent().orElse(""), code.english()))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("tables")
    @DisplayName("come after the code above them, which is on the first of two levels and not abolished")
    void parents(CodeTable table) {
        List<Code> before = new ArrayList<>();

        for (Code code : table.codes()) {
            code.parent().ifPresent(parent -> assertThat(before)
                    .as(code.code())
                    .filteredOn(known -> known.code().equals(parent))
                    .singleElement()
                    .matches(above -> above.parent().isEmpty() && !above.abolished()));
            before.add(code);
        }
    }

    @ParameterizedTest
    @MethodSource("tables")
    @DisplayName("let nobody be forced to state what the standard lets them not state, and hide nothing else")
    void undisclosed(CodeTable table) {
        Map<String, List<String>> ofStandards = Map.of("gender", List.of("9"), "marital-status", List.of("90"));

        assertThat(table.codes().stream().filter(Code::undisclosed).map(Code::code))
                .containsExactlyElementsOf(ofStandards.getOrDefault(table.id(), List.of()));
    }

    @ParameterizedTest
    @MethodSource("tables")
    @DisplayName("are only abolished where divisions were")
    void abolished(CodeTable table) {
        assertThat(table.codes().stream().anyMatch(Code::abolished))
                .isEqualTo(table.id().equals("region"));
    }

    @ParameterizedTest(name = "{0} {1} is {2}, {3}")
    @CsvSource({
        "gender, 1, 男性, Male",
        "marital-status, 10, 未婚, Single",
        "ethnic-group, 01, 汉族, Han",
        "ethnic-group, 54, 门巴族, Monba",
        "political-status, 13, 群众, No affiliation",
        "education, 21, 大学本科毕业, 'Undergraduate studies, graduated'",
        "education, 73, 初中肄业, 'Junior secondary school, left before completion'",
        "degree, 3, 硕士, Master's degree",
        "region, 110000, 北京市, Beijing",
        "region, 440300, 深圳市, Shenzhen",
        "region, 420600, 襄阳市, Xiangyang",
        "region, 150600, 鄂尔多斯市, Ordos",
        "region, 422800, 恩施土家族苗族自治州, Enshi Tujia and Miao Autonomous Prefecture",
        "region, 659012, 白杨市, Baiyang",
        "region, 522400, 毕节地区, Bijie Prefecture",
        "industry, J, 金融业, Finance"
    })
    @DisplayName("mean what they mean everywhere:")
    void meanings(String table, String code, String chinese, String english) {
        Optional<Code> found = TABLES.table(table).orElseThrow().code(code);

        assertThat(found).map(Code::chinese).contains(chinese);
        assertThat(found).map(Code::english).contains(english);
    }

    @Test
    @DisplayName("of regions begin with the two digits of their province, of which there are 34")
    void regions() {
        List<Code> regions = TABLES.table("region").orElseThrow().codes();

        assertThat(regions.stream().filter(region -> region.parent().isEmpty()))
                .hasSize(34)
                .allMatch(province -> province.code().endsWith("0000") && !province.abolished());
        assertThat(regions.stream().filter(region -> region.parent().isPresent()))
                .allMatch(region ->
                        region.parent().equals(Optional.of(region.code().substring(0, 2) + "0000")));
    }

    @Test
    @DisplayName("of schooling begin with the digit of their level")
    void education() {
        assertThat(TABLES.table("education").orElseThrow().codes()).allMatch(code -> code.parent()
                .or(() -> Optional.of(code.code()))
                .equals(Optional.of(code.code().charAt(0) + "0")));
    }

    @Test
    @DisplayName("of ethnic groups are 01 to 56 and the two of identity cards")
    void ethnicGroups() {
        assertThat(TABLES.table("ethnic-group").orElseThrow().codes())
                .extracting(Code::code)
                .containsExactlyElementsOf(IntStream.concat(IntStream.rangeClosed(1, 56), IntStream.of(97, 98))
                        .mapToObj("%02d"::formatted)
                        .toList());
    }

    @Test
    @DisplayName("of industries are all sections from A to T")
    void industries() {
        assertThat(TABLES.table("industry").orElseThrow().codes())
                .extracting(Code::code)
                .containsExactlyElementsOf(IntStream.rangeClosed('A', 'T')
                        .mapToObj(Character::toString)
                        .toList());
    }

    @Test
    @DisplayName("of jobs begin with those of their group, which has five to ten, the last for whatever else there is")
    void jobs() {
        Map<String, List<String>> groups = TABLES.table("job-category").orElseThrow().codes().stream()
                .filter(code -> code.parent().isPresent())
                .collect(Collectors.groupingBy(
                        code -> code.parent().orElseThrow(), Collectors.mapping(Code::code, Collectors.toList())));

        assertThat(groups).hasSizeBetween(12, 20).allSatisfy((group, jobs) -> assertThat(jobs)
                .hasSizeBetween(5, 10)
                .allMatch(job -> job.startsWith(group))
                .last()
                .isEqualTo(group + "99"));
    }

    @Test
    @DisplayName("are found by table and code, abolished and undisclosed ones too, and no others")
    void contained() {
        assertThat(TABLES.contains("region", "440300")).isTrue();
        assertThat(TABLES.contains("region", "341400")).isTrue();
        assertThat(TABLES.contains("gender", "9")).isTrue();
        assertThat(TABLES.contains("gender", "3")).isFalse();
        assertThat(TABLES.contains("gender", "")).isFalse();
    }

    @Test
    @DisplayName("are not looked for in a table that isn't there")
    void noSuchTable() {
        assertThat(TABLES.table("../codes/gender")).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> TABLES.contains("genders", "1"));
    }

    @Test
    @DisplayName("are read once")
    void once() {
        assertThat(TABLES.table("region").orElseThrow())
                .isSameAs(TABLES.table("region").orElseThrow());
    }
}
