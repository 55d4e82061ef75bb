package cn.touzhi.local.gateway;

import cn.touzhi.local.template.HttpApi;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An HTTP API's JWT authorizer, which checks what API Gateway's checks, in its order
 * (docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html).
 */
final class JwtAuthorizer {
    private static final String HEADER = "$request.header.";
    private static final String SCHEME = "bearer ";

    private final HttpApi.Authorizer declared;
    private final IssuerKeys keys;
    private final Clock clock;

    JwtAuthorizer(HttpApi.Authorizer declared, IssuerKeys keys, Clock clock) {
        this.declared = declared;
        this.keys = keys;
        this.clock = clock;
    }

    void discoverIssuer() {
        keys.discover();
    }

    /** @param asked the scopes of which the token needs one; empty where none is needed */
    Authorization check(GatewayRequest request, List<String> asked) {
        Optional<String> text = tokenIn(request);
        if (text.isEmpty()) {
            return Authorization.noToken();
        }
        try {
            return check(Token.parse(text.get()), asked);
        } catch (InvalidToken refused) {
            return Authorization.invalid(refused.getMessage());
        }
    }

    private Authorization check(Token token, List<String> asked) throws InvalidToken {
        token.verify(keys.byId(token.keyId()));
        token.checkIssuer(declared.issuer());
        token.checkAudience(declared.audience());
        token.checkTimes(clock.instant());
        token.checkSubject();
        List<String> held = asked.stream().filter(token.scopes()::contains).toList();
        return asked.isEmpty() || !held.isEmpty()
                ? new Authorization.Granted(token.claimsAsText(), held)
                : Authorization.insufficientScope(asked);
    }

    /** The token alone or after {@code Bearer}. */
    private Optional<String> tokenIn(GatewayRequest request) {
        String source = declared.identitySource();
        Optional<String> value = source.startsWith(HEADER)
                ? request.header(source.substring(HEADER.length()).toLowerCase(Locale.ROOT))
                : Optional.empty();
        return value.map(text -> text.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                        ? text.substring(SCHEME.length())
                        : text)
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }
}
