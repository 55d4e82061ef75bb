package cn.touzhi.registration;

import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.info.License;

/** What the description of the API begins with. */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Touzhi",
                        version = "1",
                        description = "Backend of the recruitment platform Touzhi.",
                        license = @License(name = "Apache 2.0", url = "https://www.apache.org/licenses/LICENSE-2.0")))
final class RegistrationApi {
    private RegistrationApi() {}
}
