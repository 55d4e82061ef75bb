package cn.touzhi.registration;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.registration.keys.KeysHandler;
import cn.touzhi.registration.sending.SendingHandler;
import cn.touzhi.registration.session.IssuerHandler;
import cn.touzhi.registration.staff.StaffHandler;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A function's zip")
class ZipsIT {
    private static final Path TARGET = Path.of("target");

    @ParameterizedTest
    @ValueSource(strings = {"registration", "issuer", "sending", "staff", "keys"})
    @DisplayName("holds jars under lib and nothing else, none of them for tests or for building (R30)")
    void jarsOnly(String function) throws IOException {
        assertThat(entries(function)).isNotEmpty().allMatch(entry -> entry.matches("lib/[A-Za-z0-9._-]+\\.jar"));
        assertThat(entries(function))
                .noneMatch(
                        entry -> entry.matches(".*(junit|assertj|archunit|DynamoDBLocal|-tests|databind|swagger|openapi"
                                + "|processor|netty|apache-client|crt).*"));
        assertThat(entries(function))
                .contains("lib/registration-1.jar", "lib/kernel-1.jar", "lib/slf4j-nop-2.0.17.jar");
    }

    @ParameterizedTest
    @ValueSource(strings = {"issuer", "sending", "staff", "keys"})
    @DisplayName("brings no framework where none is used")
    void plain(String function) throws IOException {
        assertThat(entries(function)).noneMatch(entry -> entry.matches(".*(micronaut|reactor|jakarta).*"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"issuer", "sending"})
    @DisplayName("reads no phone numbers where nobody types any")
    void numbers(String function) throws IOException {
        assertThat(entries(function)).noneMatch(entry -> entry.contains("libphonenumber"));
    }

    @Test
    @DisplayName("brings the services that its function calls, and those alone")
    void services() throws IOException {
        assertThat(services("registration")).containsExactlyInAnyOrder("dynamodb", "kms", "secretsmanager");
        assertThat(services("issuer")).containsExactlyInAnyOrder("dynamodb", "kms");
        assertThat(services("keys")).containsExactlyInAnyOrder("dynamodb", "kms");
        assertThat(services("sending")).containsExactlyInAnyOrder("dynamodb", "kms", "sns", "sesv2", "sqs");
        assertThat(services("staff")).containsExactlyInAnyOrder("dynamodb", "kms", "secretsmanager");
    }

    @Test
    @DisplayName("holds the handler that the template names, and no test's class")
    void handlers() throws IOException {
        assertThat(classes("registration")).contains(pathOf(RegistrationHandler.class));
        assertThat(classes("issuer")).contains(pathOf(IssuerHandler.class));
        assertThat(classes("staff")).contains(pathOf(StaffHandler.class));
        assertThat(classes("keys")).contains(pathOf(KeysHandler.class));
        assertThat(classes("sending"))
                .contains(pathOf(SendingHandler.class))
                .noneMatch(name -> name.endsWith("Test.class"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"registration", "issuer", "sending", "staff", "keys"})
    @DisplayName("bears one time in all its entries, so that the same sources give the same bytes")
    void oneTime(String function) throws IOException {
        try (ZipFile zip = open(function)) {
            assertThat(zip.stream().map(ZipEntry::getTimeLocal).distinct()).hasSize(1);
        }
    }

    private static List<String> services(String function) throws IOException {
        List<String> known = List.of("dynamodb", "kms", "secretsmanager", "sns", "sesv2", "sqs", "s3", "ssm", "sts");
        return known.stream()
                .filter(service -> entriesQuietly(function).stream()
                        .anyMatch(entry -> entry.matches("lib/" + service + "-[0-9.]+\\.jar")))
                .toList();
    }

    private static List<String> entriesQuietly(String function) {
        try {
            return entries(function);
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private static List<String> entries(String function) throws IOException {
        try (ZipFile zip = open(function)) {
            return zip.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> !name.endsWith("/"))
                    .toList();
        }
    }

    private static List<String> classes(String function) throws IOException {
        try (ZipFile zip = open(function);
                InputStream jar = zip.getInputStream(zip.getEntry("lib/registration-1.jar"));
                ZipInputStream entries = new ZipInputStream(jar)) {
            List<String> names = new java.util.ArrayList<>();
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                names.add(entry.getName());
            }
            return names;
        }
    }

    private static String pathOf(Class<?> handler) {
        return handler.getName().replace('.', '/') + ".class";
    }

    private static ZipFile open(String function) throws IOException {
        return new ZipFile(TARGET.resolve(function + ".zip").toFile());
    }
}
