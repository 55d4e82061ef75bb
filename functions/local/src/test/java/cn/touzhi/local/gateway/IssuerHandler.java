package cn.touzhi.local.gateway;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** An issuer whose key set lies in a file. */
public final class IssuerHandler implements RequestHandler<Map<String, Object>, Map<String, Object>> {
    @Override
    public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
        String issuer = System.getenv("ISSUER");
        String body = String.valueOf(event.get("rawPath")).endsWith("jwks.json")
                ? keySet()
                : "{\"issuer\":\"%s\",\"jwks_uri\":\"%s/.well-known/jwks.json\"}".formatted(issuer, issuer);
        return Map.of("statusCode", 200, "headers", Map.of("Content-Type", "application/json"), "body", body);
    }

    private static String keySet() {
        try {
            return Files.readString(Path.of(System.getenv("KEY_SET_FILE")));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
