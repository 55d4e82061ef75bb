package cn.touzhi.resumes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The zip of the resumes function")
class ResumesZipIT {
    private static final Path ZIP = Path.of("target/resumes.zip");

    @Test
    @DisplayName("holds jars under lib and nothing else, none of them for tests or for building")
    void jarsOnly() throws IOException {
        assertThat(entries())
                .contains("lib/resumes-1.jar", "lib/kernel-1.jar", "lib/slf4j-nop-2.0.17.jar")
                .allMatch(entry -> entry.matches("lib/[A-Za-z0-9._-]+\\.jar"))
                .noneMatch(entry -> entry.matches(".*(junit|assertj|-tests|databind|swagger|openapi|snakeyaml"
                        + "|processor|netty|apache-client|crt).*"));
    }

    @Test
    @DisplayName("brings no service of AWS: it calls none")
    void noServices() throws IOException {
        assertThat(entries())
                .noneMatch(entry -> entry.matches("lib/(dynamodb|kms|secretsmanager|sns|sesv2|sqs|s3)-[0-9.]+\\.jar"));
    }

    private static List<String> entries() throws IOException {
        try (ZipFile zip = new ZipFile(ZIP.toFile())) {
            return zip.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> !name.endsWith("/"))
                    .toList();
        }
    }
}
