package cn.touzhi.resumes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The zips of the resumes functions")
class ResumesZipsIT {
    @ParameterizedTest
    @ValueSource(strings = {"resumes", "hearing", "erasure", "checked"})
    @DisplayName("hold jars under lib and nothing else, none of them for tests or for building:")
    void jarsOnly(String zip) throws IOException {
        assertThat(entries(zip))
                .contains("lib/resumes-1.jar", "lib/kernel-1.jar")
                .allMatch(entry -> entry.matches("lib/[A-Za-z0-9._-]+\\.jar"))
                .noneMatch(entry -> entry.matches(".*(junit|assertj|-tests|databind|swagger|openapi|snakeyaml"
                        + "|processor|netty|apache-client|crt).*"));
    }

    @Test
    @DisplayName("bring what each function calls of AWS, and nothing else")
    void services() throws IOException {
        assertThat(services("resumes")).containsExactlyInAnyOrder("dynamodb", "kms", "s3", "secretsmanager");
        assertThat(services("hearing")).containsExactlyInAnyOrder("dynamodb", "s3", "sqs");
        assertThat(services("erasure")).containsExactlyInAnyOrder("dynamodb", "s3", "sqs");
        assertThat(services("checked")).containsExactlyInAnyOrder("dynamodb", "s3", "sqs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hearing", "erasure", "checked"})
    @DisplayName("of those that answer no HTTP bring no framework:")
    void noFramework(String zip) throws IOException {
        assertThat(entries(zip)).noneMatch(entry -> entry.matches("lib/(micronaut|jakarta).*"));
    }

    private static List<String> services(String zip) throws IOException {
        return entries(zip).stream()
                .filter(entry -> entry.matches("lib/(dynamodb|kms|secretsmanager|sns|sesv2|sqs|s3)-[0-9.]+\\.jar"))
                .map(entry -> entry.substring("lib/".length(), entry.indexOf('-')))
                .toList();
    }

    private static List<String> entries(String name) throws IOException {
        try (ZipFile zip = new ZipFile(Path.of("target/" + name + ".zip").toFile())) {
            return zip.stream()
                    .map(ZipEntry::getName)
                    .filter(entry -> !entry.endsWith("/"))
                    .toList();
        }
    }
}
