package cn.touzhi.kernel.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** What the function answered. */
public final class Answer {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final APIGatewayV2HTTPResponse response;

    /** @param response as the function gave it */
    public Answer(APIGatewayV2HTTPResponse response) {
        this.response = response;
    }

    public int status() {
        return response.getStatusCode();
    }

    public String body() {
        return response.getBody();
    }

    /** A header, by its name in lower case. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(response.getHeaders().get(name));
    }

    public List<String> cookies() {
        return response.getCookies();
    }

    /** The body as JSON. */
    public JsonNode json() {
        try {
            return JSON.readTree(body());
        } catch (IOException noJson) {
            throw new UncheckedIOException(body(), noJson);
        }
    }

    /** A member of the body as text. */
    public String text(String name) {
        return json().path(name).asText();
    }

    /** Holds that this is a problem of {@code kind}. */
    public Answer isProblem(int status, String kind) {
        assertThat(status()).as(body()).isEqualTo(status);
        assertThat(header("content-type")).contains("application/problem+json");
        assertThat(text("type")).isEqualTo("/problems/" + kind);
        assertThat(json().path("status").asInt()).isEqualTo(status);
        return this;
    }

    /** Holds the status. */
    public Answer is(int status) {
        assertThat(status()).as(body()).isEqualTo(status);
        return this;
    }
}
