package cn.touzhi.local.iam;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.local.template.Stack;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The project's template")
class OwnTemplateTest {
    private static final Path TEMPLATE = Path.of("../../template.yaml");

    @Test
    @DisplayName("is one that the local cloud can read and whose policies it can all judge")
    void judged() {
        Stack stack = Stack.read(TEMPLATE, Map.of());

        assertThat(stack.functions()).isNotEmpty();
        assertThat(new Permissions(stack).grants().declared()).isNotEmpty();
    }
}
