package cn.touzhi.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import cn.touzhi.local.lambda.FunctionLogs;
import cn.touzhi.local.lambda.FunctionPool;
import cn.touzhi.local.lambda.LogLine;
import cn.touzhi.local.lambda.TestRuntime;
import cn.touzhi.local.lambda.TestZip;
import cn.touzhi.local.template.Stack;
import cn.touzhi.local.time.ShiftedClock;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.jwk.JWKSet;
import com.sun.net.httpserver.HttpServer;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The gateway")
class GatewayTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path work;

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static FunctionLogs logs;
    private static FunctionPool functions;
    private static HttpServer server;

    @BeforeAll
    static void start() throws Exception {
        try (InputStream template = GatewayTest.class.getResourceAsStream("two-apis.yaml")) {
            Files.copy(template, work.resolve("template.yaml"));
        }
        TestZip.of(work.resolve("test.zip"), EchoHandler.class, IssuerHandler.class);
        Path keySet = Files.writeString(work.resolve("keys.json"), new JWKSet(Tokens.KEY).toString());
        Stack stack = Stack.read(work.resolve("template.yaml"), Map.of("KeySetFile", keySet.toString()));
        ShiftedClock clock = ShiftedClock.in(work.resolve("clock"));
        logs = new FunctionLogs(clock);
        functions = new FunctionPool(stack.functions(), TestRuntime.settings(work, clock), logs, clock);
        functions.warm("IssuerFunction");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", new GatewayHttp(new Gateway(stack, functions, logs, clock)));
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop(0);
        functions.close();
    }

    @Test
    @DisplayName("hands a request on as an event of payload format 2.0")
    void event() throws Exception {
        HttpResponse<String> response = send(to("/echo/a%20b%2Bc+d?x=1&x=2&y=%E5%A4%B4&z")
                .header("X-Twice", "one")
                .header("X-Twice", "two")
                .header("Cookie", "a=1; b=2")
                .header("X-Forwarded-For", "203.0.113.7")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"名\":1}")));
        JsonNode event = JSON.readTree(response.body());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(event.get("version").asText()).isEqualTo("2.0");
        assertThat(event.get("routeKey").asText()).isEqualTo("ANY /echo/{id}");
        assertThat(event.get("rawPath").asText()).isEqualTo("/echo/a b+c+d");
        assertThat(event.get("rawQueryString").asText()).isEqualTo("x=1&x=2&y=%E5%A4%B4&z");
        assertThat(event.at("/queryStringParameters/x").asText()).isEqualTo("1,2");
        assertThat(event.at("/queryStringParameters/y").asText()).isEqualTo("头");
        assertThat(event.at("/queryStringParameters/z").asText()).isEmpty();
        assertThat(event.at("/pathParameters/id").asText()).isEqualTo("a b+c+d");
        assertThat(event.at("/headers/x-twice").asText()).isEqualTo("one,two");
        assertThat(event.at("/headers/x-forwarded-for").asText()).isEqualTo("203.0.113.7, 127.0.0.1");
        assertThat(event.get("headers").has("cookie")).isFalse();
        assertThat(event.get("cookies")).hasToString("[\"a=1\",\"b=2\"]");
        assertThat(event.get("body").asText()).isEqualTo("{\"名\":1}");
        assertThat(event.get("isBase64Encoded").asBoolean()).isFalse();
        JsonNode context = event.get("requestContext");
        assertThat(context.get("apiId").asText()).isEqualTo("Api");
        assertThat(context.get("stage").asText()).isEqualTo("$default");
        assertThat(context.has("authorizer")).isFalse();
        assertThat(context.at("/http/method").asText()).isEqualTo("POST");
        assertThat(context.at("/http/sourceIp").asText()).isEqualTo("127.0.0.1");
        assertThat(context.get("timeEpoch").asLong()).isGreaterThan(1_700_000_000_000L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/octet-stream", "application/x-www-form-urlencoded", "image/png"})
    @DisplayName("encodes a body that is no text in Base64")
    void binary(String type) throws Exception {
        byte[] body = {0, (byte) 0xff, 10};
        JsonNode event =
                JSON.readTree(send(to("/echo/1").header("Content-Type", type).POST(BodyPublishers.ofByteArray(body)))
                        .body());

        assertThat(event.get("isBase64Encoded").asBoolean()).isTrue();
        assertThat(Base64.getDecoder().decode(event.get("body").asText())).isEqualTo(body);
    }

    @Test
    @DisplayName("encodes text that is no UTF-8 in Base64, so that nothing of it is lost")
    void badUtf8() throws Exception {
        JsonNode event = JSON.readTree(send(to("/echo/1")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(new byte[] {(byte) 0xff})))
                .body());

        assertThat(event.get("isBase64Encoded").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /echo/exact, GET /echo/exact",
        "POST, /echo/exact, ANY /echo/{id}",
        "GET, /echo/other, ANY /echo/{id}",
        "GET, /files/a/b%2Fc, GET /files/{proxy+}"
    })
    @DisplayName("takes the route that fits most exactly")
    void routes(String method, String path, String route) throws Exception {
        JsonNode event = JSON.readTree(
                send(to(path).method(method, BodyPublishers.noBody())).body());

        assertThat(event.get("routeKey").asText()).isEqualTo(route);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /nothing",
        "GET, /echo",
        "GET, /echo/",
        "GET, /echo/a/b",
        "GET, //echo/a",
        "GET, /ECHO/a",
        "GET, /files",
        "GET, /answer",
        "DELETE, /guarded"
    })
    @DisplayName("answers 404 where no route fits")
    void noRoute(String method, String path) throws Exception {
        HttpResponse<String> response = send(to(path).method(method, BodyPublishers.noBody()));

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).isEqualTo("{\"message\":\"Not Found\"}");
        assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
    }

    @Test
    @DisplayName("serves one API alone under its name")
    void byHost() throws Exception {
        assertThat(raw("GET /.well-known/jwks.json HTTP/1.1\r\nHost: IssuerApi.localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
        assertThat(raw("GET /.well-known/jwks.json HTTP/1.1\r\nHost: api.localhost:80\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 404");
        assertThat(send(to("/.well-known/jwks.json")).statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("passes status, headers, cookies and body of an answer on")
    void answer() throws Exception {
        HttpResponse<String> response = answering("""
                {"statusCode":201,"headers":{"Content-Type":"application/problem+json","Connection":"x"},\
                "cookies":["a=1; Secure","b=2"],"isBase64Encoded":true,"body":"5aS0"}""");

        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(response.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(response.headers().allValues("set-cookie")).containsExactlyInAnyOrder("a=1; Secure", "b=2");
        assertThat(response.headers().firstValue("connection")).isEmpty();
        assertThat(response.body()).isEqualTo("头");
    }

    @Test
    @DisplayName("takes an answer without a status for the body of a 200")
    void inferred() throws Exception {
        HttpResponse<String> response = answering("{\"some\":\"thing\"}");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"some\":\"thing\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"throw", "exit", "{", "{\"statusCode\":\"x\"}", "{\"statusCode\":99}"})
    @DisplayName("answers 500 where the function fails or answers what is no answer")
    void failure(String answer) throws Exception {
        HttpResponse<String> response = answering(answer);

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).isEqualTo("{\"message\":\"Internal Server Error\"}");
    }

    @Test
    @DisplayName("lets a route's burst pass and throttles the rest")
    void throttle() throws Exception {
        assertThat(send(to("/limited")).statusCode()).isEqualTo(200);
        assertThat(send(to("/limited")).statusCode()).isEqualTo(200);

        HttpResponse<String> response = send(to("/limited"));

        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.body()).isEqualTo("{\"message\":\"Too Many Requests\"}");
    }

    @Test
    @DisplayName("lets a token of the issuer's pass, with its claims, and nothing else")
    void guarded() throws Exception {
        String token = Tokens.signed(Tokens.KEY, Tokens.claims(Instant.now()));
        HttpResponse<String> none = send(to("/guarded"));
        HttpResponse<String> bad = send(to("/guarded").header("Authorization", "Bearer x"));
        HttpResponse<String> good = send(to("/guarded").header("Authorization", "Bearer " + token));
        HttpResponse<String> other = send(to("/staff").header("Authorization", "Bearer " + token));

        assertThat(none.statusCode()).isEqualTo(401);
        assertThat(none.body()).isEqualTo("{\"message\":\"Unauthorized\"}");
        assertThat(none.headers().firstValue("www-authenticate")).hasValue("Bearer");
        assertThat(bad.statusCode()).isEqualTo(401);
        assertThat(bad.headers().firstValue("www-authenticate").orElseThrow()).contains("invalid_token");
        assertThat(good.statusCode()).as(good.headers().toString()).isEqualTo(200);
        JsonNode jwt = JSON.readTree(good.body()).at("/requestContext/authorizer/jwt");
        assertThat(jwt.at("/claims/sub").asText()).isEqualTo("person");
        assertThat(jwt.get("scopes").isNull()).isTrue();
        assertThat(other.statusCode()).isEqualTo(403);
        assertThat(other.body()).isEqualTo("{\"message\":\"Forbidden\"}");
    }

    @Test
    @DisplayName("answers a browser's preflight by itself, with leave for the allowed origin only")
    void preflight() throws Exception {
        HttpResponse<String> ours = send(to("/echo/1")
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", "https://touzhi.example")
                .header("Access-Control-Request-Method", "POST"));

        assertThat(ours.statusCode()).isEqualTo(204);
        assertThat(ours.headers().firstValue("access-control-allow-origin")).hasValue("https://touzhi.example");
        assertThat(ours.headers().firstValue("access-control-allow-methods")).hasValue("GET,POST");
        assertThat(ours.headers().firstValue("access-control-allow-headers")).hasValue("content-type,authorization");
        assertThat(ours.headers().firstValue("access-control-max-age")).hasValue("600");
        assertThat(send(to("/echo/1").header("Origin", "https://touzhi.example"))
                        .headers()
                        .firstValue("access-control-expose-headers"))
                .hasValue("etag");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "https://evil.example",
                "https://touzhi.example.evil.com",
                "https://touzhi.example:8443",
                "http://touzhi.example",
                "https://TOUZHI.example"
            })
    @DisplayName("gives no leave to another origin")
    void foreignOrigin(String origin) throws Exception {
        for (String method : new String[] {"GET", "OPTIONS"}) {
            HttpResponse<String> response =
                    send(to("/echo/1").method(method, BodyPublishers.noBody()).header("Origin", origin));

            assertThat(response.headers().map().keySet()).noneMatch(name -> name.startsWith("access-control"));
        }
    }

    @Test
    @DisplayName("refuses headers beyond 10,240 bytes and bodies beyond 10 MB or Lambda's 6 MB")
    void limits() throws Exception {
        assertThat(send(to("/echo/1").header("X-Long", "x".repeat(10_240))).statusCode())
                .isEqualTo(431);
        assertThat(send(to("/echo/1").header("X-Long", "x".repeat(9_000))).statusCode())
                .isEqualTo(200);
        assertThat(send(to("/echo/1").POST(BodyPublishers.ofByteArray(new byte[10 * 1024 * 1024 + 1])))
                        .statusCode())
                .isEqualTo(413);
        assertThat(send(to("/echo/1").POST(BodyPublishers.ofString("x".repeat(6 * 1024 * 1024))))
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    @DisplayName("refuses a request that tells its length in two ways")
    void smuggling() throws Exception {
        assertThat(raw("""
                                POST /echo/1 HTTP/1.1\r
                                Host: localhost\r
                                Content-Length: 4\r
                                Transfer-Encoding: chunked\r
                                \r
                                0\r
                                \r
                                """)).startsWith("HTTP/1.1 400");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/echo/%zz", "/echo/1?a=%zz", "/echo/%"})
    @DisplayName("refuses a broken escape")
    void badEscape(String target) throws Exception {
        assertThat(raw("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400");
    }

    @Test
    @DisplayName("writes the access log in the template's format")
    void accessLog() throws Exception {
        send(to("/echo/logged"));

        assertThat(logs.of(Optional.of("Api")))
                .extracting(LogLine::group, LogLine::text)
                .contains(tuple("AccessLogs", "{\"route\":\"ANY /echo/{id}\",\"status\":\"200\",\"claim\":\"-\"}"));
    }

    private static HttpResponse<String> answering(String answer) throws Exception {
        return send(to("/answer").POST(BodyPublishers.ofString("ANSWER " + answer)));
    }

    private static HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private static String raw(String request) throws Exception {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.getAddress().getPort())) {
            socket.setSoTimeout(10_000);
            OutputStream output = socket.getOutputStream();
            output.write(request.getBytes(StandardCharsets.US_ASCII));
            output.flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
