package cn.touzhi.local.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsolePagesTest {
    private final Console console = new Console();

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "/, text/html; charset=utf-8",
        "/console.css, text/css; charset=utf-8",
        "/console.js, text/javascript; charset=utf-8",
        "/console/phone.js, text/javascript; charset=utf-8",
        "/console/icon.svg, image/svg+xml"
    })
    @DisplayName("Each file comes with its type, which no browser may guess otherwise")
    void tellsTypes(String path, String type) {
        Console.Page page = console.page(path).orElseThrow();

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.headers())
                .containsEntry("content-type", type)
                .containsEntry("x-content-type-options", "nosniff");
        assertThat(page.body()).isNotEmpty();
    }

    @Test
    @DisplayName("Scripts run from the console's own files only, and no other page may frame it")
    void restrictsScripts() {
        String policy = console.page("/").orElseThrow().headers().get("content-security-policy");

        assertThat(policy.split("; "))
                .contains("default-src 'self'", "base-uri 'none'", "frame-ancestors 'none'")
                .noneMatch(directive -> directive.startsWith("script-src"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/v1/accounts", "/_local/ready", "/index.html", "/console/", "/console/../Console.class", ""})
    @DisplayName("What is not the console's is left to others")
    void leavesTheRest(String path) {
        assertThat(console.page(path)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("files")
    @DisplayName("Every file that lies there is served, names no other host and makes no markup from text")
    void servesHarmlessFiles(String path) {
        String content = new String(console.page(path).orElseThrow().body(), StandardCharsets.UTF_8);

        assertThat(content.replace("http://www.w3.org/2000/svg", "").replace("http://localhost", ""))
                .doesNotContain(
                        "http://",
                        "https://",
                        "innerHTML",
                        "outerHTML",
                        "insertAdjacentHTML",
                        "document.write",
                        "eval(");
    }

    static Stream<String> files() throws IOException, URISyntaxException {
        Path folder = Path.of(Console.class.getResource("console.css").toURI()).getParent();
        try (Stream<Path> found = Files.walk(folder)) {
            List<String> files = found.filter(file -> file.toString().matches(".*\\.(html|css|js|svg)"))
                    .map(file -> "/" + folder.relativize(file).toString().replace('\\', '/'))
                    .map(path -> path.equals("/index.html") ? "/" : path)
                    .toList();
            return files.stream();
        }
    }
}
