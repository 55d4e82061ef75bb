package cn.touzhi.kernel;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A committed file that is made from the code")
@DisabledIfSystemProperty(named = "renew", matches = ".*", disabledReason = "then everything is right")
class InfraTest {
    @TempDir
    Path folder;

    @Test
    @DisplayName("fails the build where a room's part is stale, and says how to renew it")
    void stale() throws IOException {
        Infra file = file("<!-- jobs: generated -->\nold\n<!-- end of jobs -->\n");

        assertThatCode(() -> file.assertPart("jobs", "old\n")).doesNotThrowAnyException();
        assertThatThrownBy(() -> file.assertPart("jobs", "new\n"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("mvn -pl functions/jobs -am test -Drenew");
    }

    @Test
    @DisplayName("fails the build where a room has no part in it")
    void missing() throws IOException {
        Infra file = file("<!-- jobs: generated -->\n<!-- end of jobs -->\n");

        assertThatThrownBy(() -> file.assertPart("resumes", "")).isInstanceOf(AssertionError.class);
    }

    @Test
    @DisplayName("fails the build where a room's lines lack one, or have one too many, whatever other rooms have")
    void lines() throws IOException {
        String own = "{\"room\":\"jobs\",\"item\":\"Job\"}";
        Infra file = file("[\n" + own + ",\n{\"room\":\"resumes\",\"item\":\"Resume\"}\n]\n");

        assertThatCode(() -> file.assertLines("jobs", List.of(own))).doesNotThrowAnyException();
        assertThatThrownBy(() -> file.assertLines("jobs", List.of())).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> file.assertLines("jobs", List.of(own, own))).isInstanceOf(AssertionError.class);
    }

    private Infra file(String text) throws IOException {
        return new Infra(Files.writeString(folder.resolve("file"), text));
    }
}
