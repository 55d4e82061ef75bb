package cn.touzhi.local.template;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Turns {@code AWS::Serverless::HttpApi} into {@link HttpApi}. */
final class ApiReader {
    private ApiReader() {}

    static HttpApi read(Resource resource) {
        Properties properties = Properties.of(resource);
        Properties auth = properties.at("Auth");
        Map<String, HttpApi.Authorizer> authorizers = new LinkedHashMap<>();
        Properties declared = auth.at("Authorizers");
        declared.node().fieldNames().forEachRemaining(name -> authorizers.put(name, authorizer(name, declared)));
        Optional<String> byDefault = auth.optionalText("DefaultAuthorizer");
        byDefault.filter(name -> !authorizers.containsKey(name)).ifPresent(unknown -> {
            throw new TemplateException(
                    "%s.DefaultAuthorizer is %s, which is not among its Authorizers.".formatted(auth.where(), unknown));
        });
        return new HttpApi(
                resource.logicalId(),
                authorizers,
                byDefault,
                cors(properties),
                throttle(properties.at("DefaultRouteSettings")),
                resource.properties());
    }

    private static HttpApi.Authorizer authorizer(String name, Properties authorizers) {
        Properties authorizer = authorizers.at(name);
        Properties jwt = authorizer.at("JwtConfiguration");
        return new HttpApi.Authorizer(
                name,
                jwt.optionalText("issuer").orElseGet(() -> jwt.text("Issuer")),
                jwt.texts(jwt.has("audience") ? "audience" : "Audience"),
                authorizer.texts("AuthorizationScopes"),
                authorizer.optionalText("IdentitySource").orElse("$request.header.Authorization"));
    }

    private static Optional<HttpApi.Cors> cors(Properties properties) {
        if (!properties.node().path("CorsConfiguration").isObject()) {
            return Optional.empty();
        }
        Properties cors = properties.at("CorsConfiguration");
        return Optional.of(new HttpApi.Cors(
                cors.texts("AllowOrigins"),
                cors.texts("AllowMethods"),
                cors.texts("AllowHeaders"),
                cors.texts("ExposeHeaders"),
                cors.flag("AllowCredentials"),
                cors.optionalNumber("MaxAge")));
    }

    static Optional<Throttle> throttle(Properties settings) {
        Optional<String> rate = settings.optionalText("ThrottlingRateLimit");
        return rate.map(text -> {
            try {
                double each = Double.parseDouble(text);
                return new Throttle(settings.number("ThrottlingBurstLimit", (int) Math.ceil(each)), each);
            } catch (NumberFormatException notANumber) {
                throw settings.wrong("ThrottlingRateLimit", "a number");
            }
        });
    }
}
