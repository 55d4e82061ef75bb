package cn.touzhi.applications;

import cn.touzhi.kernel.Classes;
import cn.touzhi.kernel.Infra;
import cn.touzhi.kernel.http.ApiDescription;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The description of the API")
class OpenApiTest {
    private static final Path GENERATED = Path.of("target/classes/META-INF/swagger/openapi.yml");

    @Test
    @DisplayName("is that which the controllers give")
    void fresh() {
        ApiDescription description = new ApiDescription("applications", Classes.beside(ApplicationsHandler.class));

        new Infra("openapi.yaml").assertApi(description.complete(GENERATED));
    }
}
