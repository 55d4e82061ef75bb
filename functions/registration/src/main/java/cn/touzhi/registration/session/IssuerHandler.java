package cn.touzhi.registration.session;

import cn.touzhi.kernel.Environment;
import cn.touzhi.kernel.aws.AwsCalls;
import cn.touzhi.kernel.log.OperationLog;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.crac.Core;
import org.crac.Resource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kms.KmsClient;

/**
 * The function {@code issuer}: two public documents over HTTP, without a framework, since the gateway's authorizer waits
 * only 1,500 ms for them. A schedule invokes it too, with an event that has no path, to keep it warm.
 */
public final class IssuerHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse>, Resource {
    private static final String MAX_AGE = "public, max-age=" + KeySet.FRESH_FOR.toSeconds();

    private final KeySet keys;
    private final OperationLog log;
    private final AwsCalls calls;

    /** As Lambda makes it. */
    public IssuerHandler() {
        this(IssuerSettings.from(Environment.ofProcess()), new AwsCalls(), Clock.systemUTC());
    }

    private IssuerHandler(IssuerSettings settings, AwsCalls calls, Clock clock) {
        this(
                new KeySet(
                        new SigningKeys(
                                calls.retrying(DynamoDbClient.builder()),
                                settings.table(),
                                calls.retrying(KmsClient.builder()),
                                settings.signingKey(),
                                clock),
                        clock),
                OperationLog.ofFunction("issuer", clock),
                calls);
        Core.getGlobalContext().register(this);
    }

    IssuerHandler(KeySet keys, OperationLog log) {
        this(keys, log, new AwsCalls());
    }

    private IssuerHandler(KeySet keys, OperationLog log, AwsCalls calls) {
        this.keys = keys;
        this.log = log;
        this.calls = calls;
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        calls.within(context);
        try {
            return answer(event);
        } catch (RuntimeException unavailable) {
            // whatever it is: the authorizer asks again, and operators hear of it
            log.event("issuer-unavailable").with(unavailable).write();
            return problem(503, "try-again", "Try again in a moment", Map.of("Retry-After", "1"));
        }
    }

    @Override
    public void beforeCheckpoint(org.crac.Context<? extends Resource> context) {
        // read-only: what is made here would be made in every build of the function
        keys.prime();
    }

    @Override
    public void afterRestore(org.crac.Context<? extends Resource> context) {
        // nothing is open that a snapshot would have cut
    }

    private APIGatewayV2HTTPResponse answer(APIGatewayV2HTTPEvent event) {
        if (event.getRawPath() == null) {
            keys.document();
            return response(204, Map.of(), "");
        }
        return switch (event.getRawPath()) {
            case IssuerDocuments.CONFIGURATION_PATH -> document(event, IssuerDocuments.configuration(issuerOf(event)));
            case IssuerDocuments.KEYS_PATH -> document(event, keys.document());
            default -> problem(404, "no-such-thing", "There is nothing here", Map.of());
        };
    }

    private static String issuerOf(APIGatewayV2HTTPEvent event) {
        return "https://" + event.getRequestContext().getDomainName();
    }

    private static APIGatewayV2HTTPResponse document(APIGatewayV2HTTPEvent event, String body) {
        String method = event.getRequestContext().getHttp().getMethod();
        if (!method.equals("GET")) {
            return problem(405, "method-not-allowed", "Only GET is allowed", Map.of("Allow", "GET"));
        }
        return response(200, Map.of("Content-Type", "application/json", "Cache-Control", MAX_AGE), body);
    }

    private static APIGatewayV2HTTPResponse problem(int status, String kind, String title, Map<String, String> more) {
        Map<String, String> headers = new HashMap<>(more);
        headers.put("Content-Type", "application/problem+json");
        headers.put("Cache-Control", "no-store");
        return response(
                status,
                headers,
                "{\"type\":\"/problems/%s\",\"title\":\"%s\",\"status\":%d}".formatted(kind, title, status));
    }

    private static APIGatewayV2HTTPResponse response(int status, Map<String, String> own, String body) {
        Map<String, String> headers = new HashMap<>(own);
        headers.put("Strict-Transport-Security", "max-age=63072000; includeSubDomains");
        headers.put("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("Cross-Origin-Resource-Policy", "same-site");
        return APIGatewayV2HTTPResponse.builder()
                .withStatusCode(status)
                .withHeaders(headers)
                .withBody(body)
                .build();
    }
}
