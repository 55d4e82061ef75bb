package cn.touzhi.resumes.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.resumes.resume.ResumeFields;
import cn.touzhi.resumes.resume.Sealing;
import cn.touzhi.resumes.resume.Sensitive;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Of a resume,")
class DisclosurePolicyTest {
    private static final Set<String> EVERYTHING =
            Arrays.stream(Field.values()).map(Field::text).collect(Collectors.toSet());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TITLE           | OWNER",
                "LANGUAGE        | OWNER SEARCHER RECIPIENT",
                "INTENTIONS      | OWNER SEARCHER RECIPIENT",
                "AVAILABILITY    | OWNER SEARCHER RECIPIENT",
                "CITY            | OWNER SEARCHER RECIPIENT",
                "WORKING_SINCE   | OWNER SEARCHER RECIPIENT",
                "EDUCATION_LEVEL | OWNER SEARCHER RECIPIENT",
                "MAJOR           | OWNER SEARCHER RECIPIENT",
                "POSITIONS       | OWNER SEARCHER RECIPIENT",
                "BIRTH_YEARS     | OWNER SEARCHER RECIPIENT",
                "SKILLS          | OWNER SEARCHER RECIPIENT",
                "LANGUAGES       | OWNER SEARCHER RECIPIENT",
                "GENDER          | OWNER RECIPIENT",
                "AGE             | OWNER RECIPIENT",
                "SCHOOL          | OWNER RECIPIENT",
                "WORK            | OWNER RECIPIENT",
                "PROJECTS        | OWNER RECIPIENT",
                "CERTIFICATES    | OWNER RECIPIENT",
                "AWARDS          | OWNER RECIPIENT",
                "INTRODUCTION    | OWNER RECIPIENT",
                "ATTACHMENTS     | OWNER RECIPIENT",
                "NAME            | OWNER RECIPIENT",
                "PHONE           | OWNER RECIPIENT",
                "EMAIL           | OWNER RECIPIENT",
                "WECHAT          | OWNER",
                "BIRTH_DATE      | OWNER",
                "MONTHLY_SALARY  | OWNER RECIPIENT*",
                "ETHNIC_GROUP    | OWNER* RECIPIENT*",
                "HEALTH          | OWNER* RECIPIENT*",
                "POLITICAL_STATUS| OWNER* RECIPIENT*",
                "MARITAL_STATUS  | OWNER* RECIPIENT*",
                "BODY            | OWNER* RECIPIENT*",
                "HOUSEHOLD       | OWNER* RECIPIENT*",
                "PHOTO           | OWNER* RECIPIENT*"
            })
    @DisplayName("each field is seen by these and by nobody else (* where it was released, or its owner asks for it):")
    void table(Field field, String relations) {
        assertThat(seenBy(field, Set.of())).isEqualTo(named(relations, false));
        assertThat(seenBy(field, Set.of(field.text()))).isEqualTo(named(relations, true));
    }

    @ParameterizedTest
    @EnumSource(
            value = Relation.class,
            names = {"ANONYMOUS", "STAFF"})
    @DisplayName("nothing at all is seen by")
    void nothing(Relation relation) {
        assertThat(Field.values()).noneMatch(field -> DisclosurePolicy.shows(field, relation, EVERYTHING));
        var seen = new DisclosurePolicy(Clock.systemUTC()).view(relation, EVERYTHING, everything());
        assertThat(seen.age()).isNull();
        assertThat(seen.firstBirthYear()).isNull();
        assertThat(seen.sensitive()).isEqualTo(Sensitive.NONE);
        assertThat(seen.files()).isEmpty();
        assertThat(seen.fields())
                .isEqualTo(new ResumeFields(
                        null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
                        null, null, null, null, null, null));
    }

    @Test
    @DisplayName("whoever searches sees what somebody does and is able to, and nothing by which they are known")
    void searching() {
        var seen = new DisclosurePolicy(Clock.systemUTC()).view(Relation.SEARCHER, EVERYTHING, everything());

        assertThat(seen.fields())
                .isEqualTo(new ResumeFields(
                        "zh",
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        "530100",
                        "2018-07",
                        false,
                        "month",
                        null,
                        List.of(new ResumeFields.Intention(
                                "0101", new ResumeFields.Salary(1, 2, true), List.of("530100"))),
                        List.of(new ResumeFields.Schooling(null, "21", null, "major", null, null)),
                        List.of(new ResumeFields.Employment(null, "position", "I", "0101", null, null, null, null)),
                        null,
                        null,
                        null,
                        List.of("skill"),
                        List.of(new ResumeFields.Language("name", "basic")),
                        null));
        assertThat(seen.age()).isNull();
        assertThat(seen.firstBirthYear()).isEqualTo(1995);
        assertThat(seen.sensitive()).isEqualTo(Sensitive.NONE);
        assertThat(seen.files()).isEmpty();
    }

    private static Sealing.Opened everything() {
        return new Sealing.Opened(
                new ResumeFields(
                        "zh",
                        "title",
                        "name",
                        "1",
                        LocalDate.of(1995, 3, 8),
                        "+8613800138000",
                        "a@example.com",
                        "wechat-id",
                        "530100",
                        "2018-07",
                        false,
                        "month",
                        "introduction",
                        List.of(new ResumeFields.Intention(
                                "0101", new ResumeFields.Salary(1, 2, true), List.of("530100"))),
                        List.of(new ResumeFields.Schooling("school", "21", "4", "major", "2014-09", "2018-06")),
                        List.of(new ResumeFields.Employment(
                                "company", "position", "I", "0101", "2018-07", null, 19_000, "description")),
                        List.of(new ResumeFields.Project("name", "role", "2018-07", null, "description")),
                        List.of(new ResumeFields.Certificate("name", "2018-07")),
                        List.of(new ResumeFields.Award("name", "2018-07")),
                        List.of("skill"),
                        List.of(new ResumeFields.Language("name", "basic")),
                        List.of("a".repeat(22))),
                new Sensitive("24", "1", "13", "10", 172, 65, "530100", "530100", "p".repeat(22)));
    }

    private static Set<Relation> seenBy(Field field, Set<String> released) {
        return Arrays.stream(Relation.values())
                .filter(relation -> DisclosurePolicy.shows(field, relation, released))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Relation.class)));
    }

    private static Set<Relation> named(String relations, boolean released) {
        return Arrays.stream(relations.split(" "))
                .filter(name -> released || !name.endsWith("*"))
                .map(name -> Relation.valueOf(name.replace("*", "")))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Relation.class)));
    }
}
