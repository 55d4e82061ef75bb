package cn.touzhi.kernel.http;

import cn.touzhi.kernel.SubjectId;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who sends a request, as the gateway's authorizer found out from the access token. There is no other source: no
 * header, cookie or body can say it.
 *
 * @param subject the person
 * @param session that the token belongs to
 * @param generation of the account's sessions that it belongs to
 * @param authenticatedAt when the person last proved an address
 * @param scope what the token is good for
 */
public record Principal(
        SubjectId subject, String session, int generation, Instant authenticatedAt, List<String> scope) {
    /** Takes a copy. */
    public Principal {
        scope = List.copyOf(scope);
    }

    /** Reads the authorizer's claims; empty where the route has no authorizer or they aren't those of our tokens. */
    static Optional<Principal> of(APIGatewayV2HTTPEvent event) {
        return Optional.ofNullable(event.getRequestContext())
                .map(APIGatewayV2HTTPEvent.RequestContext::getAuthorizer)
                .map(APIGatewayV2HTTPEvent.RequestContext.Authorizer::getJwt)
                .map(APIGatewayV2HTTPEvent.RequestContext.Authorizer.JWT::getClaims)
                .flatMap(Principal::ofClaims);
    }

    /** Reads claims as the gateway hands them on. */
    static Optional<Principal> ofClaims(Map<String, String> claims) {
        try {
            return SubjectId.parse(claims.getOrDefault("sub", ""))
                    .filter(subject -> claims.containsKey("sid") && claims.containsKey("scope"))
                    .map(subject -> new Principal(
                            subject,
                            claims.get("sid"),
                            number(claims, "gen").intValueExact(),
                            Instant.ofEpochSecond(number(claims, "auth_time").longValueExact()),
                            List.of(claims.get("scope").split(" "))));
        } catch (ArithmeticException | NumberFormatException noToken) {
            return Optional.empty();
        }
    }

    /** The gateway hands every claim on as text, large numbers possibly with an exponent. */
    private static BigDecimal number(Map<String, String> claims, String name) {
        return new BigDecimal(claims.getOrDefault(name, ""));
    }
}
