package cn.touzhi.local.walls;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The functions")
class WallsTest {
    private static final String BROKEN = "cn.touzhi.local.walls.broken";

    private static JavaClasses functions;

    @BeforeAll
    static void read() {
        functions = Modules.classes();
    }

    @Test
    @DisplayName("are all looked at, module by module")
    void complete() {
        assertThat(Modules.countOf(functions))
                .containsKeys(
                        "kernel",
                        "messaging",
                        "registration",
                        "privacy",
                        "attachments",
                        "resumes",
                        "jobs",
                        "applications",
                        "relay")
                .allSatisfy((module, classes) -> assertThat(classes).as(module).isPositive());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("walls")
    @DisplayName("keep the wall that")
    void keeps(Wall wall) {
        wall.rule().check(functions);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("breaks")
    @DisplayName("would be found out if they broke the wall that")
    void areFoundOut(String name, Class<?> breaking) {
        JavaClasses one = new ClassFileImporter().importClasses(breaking);

        List<String> broken = Walls.all(BROKEN).stream()
                .filter(wall -> wall.rule().evaluate(one).hasViolation())
                .map(Wall::name)
                .toList();

        assertThat(broken).containsExactly(name);
    }

    @Test
    @DisplayName("have no wall that is not proved, and none that would hold for want of classes")
    void everyWallIsProved() {
        assertThat(walls()).allSatisfy(wall -> {
            assertThat(wall.breaks()).isNotEmpty();
            assertThat(holdsFor(new ClassFileImporter().importClasses(), wall)).isFalse();
        });
        assertThat(walls()).extracting(Wall::name).doesNotHaveDuplicates();
    }

    private static boolean holdsFor(JavaClasses classes, Wall wall) {
        try {
            EvaluationResult result = wall.rule().evaluate(classes);
            return !result.hasViolation();
        } catch (AssertionError nothingToCheck) {
            return false;
        }
    }

    static List<Wall> walls() {
        return Walls.all("cn.touzhi");
    }

    static Stream<Arguments> breaks() {
        return walls().stream().flatMap(wall -> wall.breaks().stream().map(type -> Arguments.of(wall.name(), type)));
    }
}
