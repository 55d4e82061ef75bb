package cn.touzhi.registration;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.Classes;
import cn.touzhi.kernel.Clause;
import cn.touzhi.kernel.Infra;
import cn.touzhi.kernel.http.ApiDescription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The description of the API")
class OpenApiTest {
    private static final Path GENERATED = Path.of("target/classes/META-INF/swagger/openapi.yml");

    @Test
    @DisplayName("is that which the controllers give")
    void fresh() {
        ApiDescription description = new ApiDescription("registration", Classes.beside(RegistrationHandler.class));

        new Infra("openapi.yaml").assertApi(description.complete(GENERATED));
    }

    @Test
    @Clause("65")
    @DisplayName("asks nowhere for a password, a PIN or an answer to a question, of which people choose weak ones")
    void noPasswords() throws IOException {
        assertThat(Files.readString(GENERATED))
                .contains("deviceSecret:")
                .doesNotContainPattern("(?i)\\b(password|passphrase|pin|securityQuestion|answer)\\b\\s*:");
    }
}
