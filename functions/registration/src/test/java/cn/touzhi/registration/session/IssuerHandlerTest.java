package cn.touzhi.registration.session;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.InMemoryKms;
import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.MovableClock;
import cn.touzhi.kernel.log.OperationLog;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@DisplayName("The issuer")
class IssuerHandlerTest {
    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(World.TABLE);

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-23T12:00:00Z"));
    private final List<String> log = new ArrayList<>();
    private boolean down;
    private IssuerHandler issuer;

    @BeforeEach
    void noKeyIsThere() {
        dynamo.clear(World.TABLE);
        SigningKeys keys = new SigningKeys(breakable(), World.TABLE, new InMemoryKms(), "SigningKey", clock);
        issuer = new IssuerHandler(new KeySet(keys, clock), new OperationLog("issuer", clock, log::add));
    }

    @Test
    @DisplayName("tells where its keys are, under the name by which it was asked")
    void configuration() {
        APIGatewayV2HTTPResponse answer = get("/.well-known/openid-configuration");

        assertThat(answer.getStatusCode()).isEqualTo(200);
        assertThat(answer.getBody())
                .contains("\"issuer\":\"https://issuer.example\"")
                .contains("\"jwks_uri\":\"https://issuer.example/.well-known/jwks.json\"");
        assertThat(answer.getHeaders())
                .containsEntry("Content-Type", "application/json")
                .containsEntry("Cache-Control", "public, max-age=300");
    }

    @Test
    @DisplayName("publishes its first key although nobody has signed with it yet")
    void firstKey() {
        APIGatewayV2HTTPResponse answer = get("/.well-known/jwks.json");

        assertThat(answer.getStatusCode()).isEqualTo(200);
        assertThat(answer.getBody()).contains("\"kty\":\"RSA\"").doesNotContain("\"d\"");
        assertThat(dynamo.items(World.TABLE)).hasSize(1);
    }

    @Test
    @DisplayName("keeps the keys at hand for five minutes, and longer while the table doesn't answer")
    void kept() {
        String keys = get("/.well-known/jwks.json").getBody();

        assertThat(dynamo.requestsOf(() -> get("/.well-known/jwks.json"))).isEmpty();
        clock.advance(Duration.ofMinutes(5));
        down = true;
        assertThat(get("/.well-known/jwks.json").getBody()).isEqualTo(keys);
        down = false;
        assertThat(dynamo.requestsOf(() -> get("/.well-known/jwks.json"))).hasSize(1);
    }

    @Test
    @DisplayName("asks to be tried again while it has no keys and the table doesn't answer")
    void unavailable() {
        down = true;

        APIGatewayV2HTTPResponse answer = get("/.well-known/jwks.json");

        assertThat(answer.getStatusCode()).isEqualTo(503);
        assertThat(answer.getHeaders()).containsKey("Retry-After").containsEntry("Cache-Control", "no-store");
        assertThat(log).singleElement().asString().contains("issuer-unavailable");
    }

    @Test
    @DisplayName("is warm after its schedule's event, which has no path")
    void warming() {
        APIGatewayV2HTTPResponse answer = issuer.handleRequest(new APIGatewayV2HTTPEvent(), null);

        assertThat(answer.getStatusCode()).isEqualTo(204);
        assertThat(dynamo.requestsOf(() -> get("/.well-known/jwks.json"))).isEmpty();
    }

    @Test
    @DisplayName("reads before a snapshot is taken, and makes nothing")
    void priming() {
        assertThat(dynamo.requestsOf(() -> issuer.beforeCheckpoint(null))).hasSize(1);
        assertThat(dynamo.items(World.TABLE)).isEmpty();
    }

    @Test
    @DisplayName("knows nothing else, and only GET")
    void nothingElse() {
        assertThat(get("/").getStatusCode()).isEqualTo(404);
        assertThat(get("/.well-known/jwks.json/").getStatusCode()).isEqualTo(404);
        APIGatewayV2HTTPResponse posted = ask("POST", "/.well-known/jwks.json");
        assertThat(posted.getStatusCode()).isEqualTo(405);
        assertThat(posted.getHeaders()).containsEntry("Allow", "GET");
    }

    @Test
    @DisplayName("bears the headers for browsers on every answer, documents and problems alike")
    void browsers() {
        for (String path : List.of("/.well-known/openid-configuration", "/.well-known/jwks.json", "/")) {
            assertThat(get(path).getHeaders())
                    .containsEntry("Strict-Transport-Security", "max-age=63072000; includeSubDomains")
                    .containsEntry("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
                    .containsEntry("X-Content-Type-Options", "nosniff")
                    .containsEntry("Referrer-Policy", "no-referrer")
                    .containsEntry("Cross-Origin-Resource-Policy", "same-site");
        }
    }

    private APIGatewayV2HTTPResponse get(String path) {
        return ask("GET", path);
    }

    private APIGatewayV2HTTPResponse ask(String method, String path) {
        var http = APIGatewayV2HTTPEvent.RequestContext.Http.builder()
                .withMethod(method)
                .withPath(path)
                .build();
        return issuer.handleRequest(
                APIGatewayV2HTTPEvent.builder()
                        .withRawPath(path)
                        .withRequestContext(APIGatewayV2HTTPEvent.RequestContext.builder()
                                .withDomainName("issuer.example")
                                .withHttp(http)
                                .build())
                        .build(),
                null);
    }

    private DynamoDbClient breakable() {
        return (DynamoDbClient) Proxy.newProxyInstance(
                DynamoDbClient.class.getClassLoader(),
                new Class<?>[] {DynamoDbClient.class},
                (proxy, method, arguments) -> {
                    if (down) {
                        throw SdkClientException.create("the table doesn't answer");
                    }
                    return method.invoke(dynamo.client(), arguments);
                });
    }
}
