package cn.touzhi.local.template;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Turns {@code AWS::Serverless::HttpApi} into {@link HttpApi}. */
final class ApiReader {
    private static final String CORS = "x-amazon-apigateway-cors";

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

    /**
     * What the API's own document says of it. SAM's {@code CorsConfiguration} is refused, since the transform keeps of it
     * the origins alone where a function gives these: methods, headers and credentials would be missing only on AWS.
     */
    private static Optional<HttpApi.Cors> cors(Properties properties) {
        if (properties.has("CorsConfiguration")) {
            throw new TemplateException("%s.CorsConfiguration is not understood here; write %s into its DefinitionBody."
                    .formatted(properties.where(), CORS));
        }
        Properties body = properties.at("DefinitionBody");
        if (!body.has(CORS)) {
            return Optional.empty();
        }
        Properties cors = body.at(CORS);
        return Optional.of(new HttpApi.Cors(
                cors.texts("allowOrigins"),
                cors.texts("allowMethods"),
                cors.texts("allowHeaders"),
                cors.texts("exposeHeaders"),
                cors.flag("allowCredentials"),
                cors.optionalNumber("maxAge")));
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
