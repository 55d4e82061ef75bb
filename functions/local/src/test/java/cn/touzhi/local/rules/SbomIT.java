package cn.touzhi.local.rules;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.local.template.LambdaFunction;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

@DisplayName("What is deployed, and the bill of materials that the build makes of it (ASVS 5, 15.1.2),")
@DisabledIfSystemProperty(named = "offline", matches = "offline: true", disabledReason = "the bill is made online only")
class SbomIT {
    private static final Template TEMPLATE = Template.ofProject();

    @Test
    @DisplayName("name the same libraries, in the same versions")
    void same() {
        Map<Path, Set<String>> deployed = new TreeMap<>();
        TEMPLATE.functions().map(SbomIT::zipOf).forEach(zip -> deployed.computeIfAbsent(
                        zip.getParent(), module -> new TreeSet<>())
                .addAll(jarsIn(zip)));

        assertThat(deployed).hasSizeGreaterThanOrEqualTo(2);
        deployed.forEach((module, jars) ->
                assertThat(jars).as(module.toString()).hasSizeGreaterThan(20).isEqualTo(billed(module)));
    }

    private static Path zipOf(LambdaFunction function) {
        return TEMPLATE.folder()
                .resolve(TEMPLATE.source()
                        .at("/Resources/" + function.logicalId() + "/Properties/CodeUri")
                        .asText());
    }

    private static Set<String> jarsIn(Path zip) {
        try (ZipFile file = new ZipFile(zip.toFile())) {
            return file.stream()
                    .map(entry -> entry.getName().replaceFirst(".*/", ""))
                    .filter(name -> name.endsWith(".jar"))
                    .collect(Collectors.toSet());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Set<String> billed(Path module) {
        try {
            JsonNode bill =
                    new ObjectMapper().readTree(module.resolve("sbom.json").toFile());
            Set<String> jars = new TreeSet<>();
            jars.add(jarOf(bill.path("metadata").path("component")));
            bill.path("components").forEach(component -> jars.add(jarOf(component)));
            return jars;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String jarOf(JsonNode component) {
        return component.path("name").asText() + "-" + component.path("version").asText() + ".jar";
    }
}
