package cn.touzhi.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An HTTP API of API Gateway.
 *
 * @param authorizers by name
 * @param defaultAuthorizer what guards a route that says nothing else
 * @param properties all that the template says, resolved
 */
public record HttpApi(
        String logicalId,
        Map<String, Authorizer> authorizers,
        Optional<String> defaultAuthorizer,
        Optional<Cors> cors,
        Optional<Throttle> defaultThrottle,
        JsonNode properties) {
    /**
     * A JWT authorizer.
     *
     * @param issuer an address under which {@code /.well-known/openid-configuration} is served
     * @param identitySource where the token stands, such as {@code $request.header.Authorization}
     */
    public record Authorizer(
            String name, String issuer, List<String> audience, List<String> scopes, String identitySource) {}

    /** @param maxAge seconds; empty where a browser decides */
    public record Cors(
            List<String> origins,
            List<String> methods,
            List<String> headers,
            List<String> exposedHeaders,
            boolean credentials,
            OptionalInt maxAge) {}
}
