package cn.touzhi.attachments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The zip of attachments")
class AttachmentsZipIT {
    @Test
    @DisplayName("holds jars under lib and nothing else, none of them for tests, for building or of a framework")
    void jarsOnly() throws IOException {
        assertThat(entries())
                .contains("lib/attachments-1.jar", "lib/kernel-1.jar")
                .allMatch(entry -> entry.matches("lib/[A-Za-z0-9._-]+\\.jar"))
                .noneMatch(
                        entry -> entry.matches(".*(junit|assertj|archunit|DynamoDBLocal|-tests|databind|swagger|openapi"
                                + "|processor|netty|apache-client|crt|micronaut|reactor|jakarta|libphonenumber).*"));
    }

    @Test
    @DisplayName(
            "brings the services that it speaks to, and those alone: it reads no table and opens nothing that is sealed")
    void services() throws IOException {
        List<String> known = List.of("dynamodb", "kms", "secretsmanager", "sns", "sesv2", "sqs", "s3", "ssm", "sts");
        List<String> entries = entries();

        assertThat(known)
                .filteredOn(service ->
                        entries.stream().anyMatch(entry -> entry.matches("lib/" + service + "-[0-9.]+\\.jar")))
                .containsExactly("sqs", "s3");
    }

    private static List<String> entries() throws IOException {
        try (ZipFile zip = new ZipFile(Path.of("target", "attachments.zip").toFile())) {
            return zip.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(ZipEntry::getName)
                    .toList();
        }
    }
}
