package cn.touzhi.resumes.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
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
                "NAME            | OWNER RECIPIENT",
                "PHONE           | OWNER RECIPIENT",
                "EMAIL           | OWNER RECIPIENT",
                "WECHAT          | OWNER",
                "BIRTH_DATE      | OWNER",
                "MONTHLY_SALARY  | OWNER RECIPIENT*",
                "ETHNIC_GROUP    | OWNER RECIPIENT*",
                "HEALTH          | OWNER RECIPIENT*",
                "POLITICAL_STATUS| OWNER RECIPIENT*",
                "MARITAL_STATUS  | OWNER RECIPIENT*",
                "BODY            | OWNER RECIPIENT*",
                "HOUSEHOLD       | OWNER RECIPIENT*"
            })
    @DisplayName("each field is seen by these and by nobody else (* where it was released):")
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
