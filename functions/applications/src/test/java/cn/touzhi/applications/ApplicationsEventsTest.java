package cn.touzhi.applications;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.Infra;
import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.event.EventCatalogue;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The events of applications")
class ApplicationsEventsTest {
    private final EventCatalogue catalogue = new EventCatalogue(ApplicationsEvents.class);

    @Test
    @DisplayName("are read as they were first released")
    void golden() {
        assertThat(catalogue.contradictions()).isEmpty();
    }

    @Test
    @DisplayName("stand in the committed catalogue")
    void committed() {
        new Infra("events.md").assertPart("applications", catalogue.toMarkdown());
    }

    @Test
    @DisplayName("are declared in one place")
    void declaredOnce() {
        var classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("cn.touzhi.applications");

        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(ApplicationsEvents.class.getName())
                .should()
                .callMethod(Event.class, "typeOf", String.class, String.class, int.class)
                .check(classes);
    }
}
