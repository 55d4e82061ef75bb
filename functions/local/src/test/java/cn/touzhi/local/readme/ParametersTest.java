package cn.touzhi.local.readme;

import cn.touzhi.local.template.Stack;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("README.md")
class ParametersTest {
    @Test
    @DisplayName("lists the parameters as the template has them")
    void parameters() throws IOException {
        JsonNode parameters =
                Stack.read(Path.of("../../template.yaml"), Map.of()).source().path("Parameters");

        String table = parameters.properties().stream()
                .map(parameter -> "| `%s` | %s | %s |\n"
                        .formatted(
                                parameter.getKey(),
                                value(parameter.getValue().path("Default")),
                                parameter.getValue().path("Description").asText()))
                .collect(Collectors.joining());

        new Generated("parameters").assertIs("| parameter | default | what it is |\n|---|---|---|\n" + table);
    }

    private static String value(JsonNode defaultValue) {
        return defaultValue.asText().isEmpty() ? "" : "`" + defaultValue.asText() + "`";
    }
}
