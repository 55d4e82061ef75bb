package cn.touzhi.local.gateway;

import java.util.List;
import java.util.Map;

/** What a JWT authorizer says to a request. */
sealed interface Authorization {
    /**
     * The token was accepted.
     *
     * @param claims as text, as API Gateway hands them on
     * @param scopes those of the token that the route asks for
     */
    record Granted(Map<String, String> claims, List<String> scopes) implements Authorization {}

    /**
     * The request may not pass.
     *
     * @param challenge the {@code WWW-Authenticate} header
     *     (docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting-jwt.html)
     */
    record Refused(int status, String message, String challenge) implements Authorization {
        GatewayAnswer answer() {
            return GatewayAnswer.own(status, message).with(Map.of("www-authenticate", challenge));
        }
    }

    static Refused noToken() {
        return new Refused(401, "Unauthorized", "Bearer");
    }

    /** @param why without anything that the token holds: it may be another's */
    static Refused invalid(String why) {
        String challenge = "Bearer scope=\"\" error=\"invalid_token\" error_description=\"%s\"".formatted(why);
        return new Refused(401, "Unauthorized", challenge);
    }

    static Refused insufficientScope(List<String> asked) {
        String challenge = "Bearer scope=\"%s\" error=\"insufficient_scope\" error_description=\"%s\""
                .formatted(String.join(" ", asked), "the token does not have a valid scope");
        return new Refused(403, "Forbidden", challenge);
    }
}
