package cn.touzhi.kernel.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A request in the making, to a function that answers HTTP, as it comes from behind the gateway. */
public final class Call {
    private final Function<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> function;
    private final TokenTerms terms;
    private final Clock clock;
    private final String method;
    private final String path;
    private final Map<String, String> headers = new HashMap<>();
    private final APIGatewayV2HTTPEvent.APIGatewayV2HTTPEventBuilder event = APIGatewayV2HTTPEvent.builder();
    private APIGatewayV2HTTPEvent.RequestContext.Authorizer authorizer;
    private String address = "203.0.113.7";

    /**
     * @param function that is called
     * @param terms of the tokens that it takes
     * @param clock by which these are good
     */
    public Call(
            Function<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> function,
            TokenTerms terms,
            Clock clock,
            String method,
            String path) {
        this.function = function;
        this.terms = terms;
        this.clock = clock;
        this.method = method;
        this.path = path;
    }

    /** With a header. */
    public Call header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** From an address of the network. */
    public Call from(String other) {
        address = other;
        return this;
    }

    /** With a key for repeating it. */
    public Call key(String key) {
        return header("idempotency-key", key);
    }

    /** With cookies, each {@code name=value}. */
    public Call cookies(String... cookies) {
        event.withCookies(List.of(cookies));
        return this;
    }

    /** With query parameters. */
    public Call query(Map<String, String> parameters) {
        event.withQueryStringParameters(parameters);
        return this;
    }

    /** With a body of JSON. */
    public Call json(String body) {
        headers.putIfAbsent("content-type", "application/json");
        event.withBody(body);
        return this;
    }

    /** With a body that the gateway took for binary. */
    public Call base64(String body) {
        headers.putIfAbsent("content-type", "application/json");
        event.withBody(body).withIsBase64Encoded(true);
        return this;
    }

    /**
     * With the claims of an access token that the authorizer accepted, which is in the header too. What they don't
     * say of a good token is made up for, and times that have passed are renewed: a test that lets months pass would
     * refresh it before each call.
     */
    public Call claims(Map<String, String> claims) {
        Map<String, String> whole = Tokens.completed(claims, terms, clock.instant());
        return token("Bearer " + Tokens.unsigned(whole), whole);
    }

    /** With this header, on a route that has no authorizer. */
    public Call token(String header) {
        return header("authorization", header);
    }

    /** With this header, and claims that the authorizer handed on. */
    public Call token(String header, Map<String, String> claims) {
        token(header);
        authorizer = APIGatewayV2HTTPEvent.RequestContext.Authorizer.builder()
                .withJwt(APIGatewayV2HTTPEvent.RequestContext.Authorizer.JWT
                        .builder()
                        .withClaims(claims)
                        .build())
                .build();
        return this;
    }

    /** Sends it. */
    public Answer send() {
        var http = APIGatewayV2HTTPEvent.RequestContext.Http.builder()
                .withMethod(method)
                .withPath(path)
                .withSourceIp(address)
                .build();
        return new Answer(function.apply(event.withVersion("2.0")
                .withRawPath(path)
                .withHeaders(headers)
                .withRequestContext(APIGatewayV2HTTPEvent.RequestContext.builder()
                        .withHttp(http)
                        .withAuthorizer(authorizer)
                        .build())
                .build()));
    }
}
