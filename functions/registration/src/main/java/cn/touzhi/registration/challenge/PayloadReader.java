package cn.touzhi.registration.challenge;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads what ALTCHA's widget gives, an object of JSON in Base64, and once only: what was checked is what counts. */
final class PayloadReader {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private PayloadReader() {}

    /** The payload; empty if {@code text} is none. */
    static Optional<ProofOfWork.Payload> read(String text) {
        try (JsonParser json = JSON.createParser(utf8(Base64.getDecoder().decode(text)))) {
            Map<String, String> fields = fieldsOf(json);
            return Optional.of(new ProofOfWork.Payload(
                    need(fields, "algorithm"),
                    need(fields, "challenge"),
                    Long.parseLong(need(fields, "number")),
                    need(fields, "salt"),
                    need(fields, "signature")));
        } catch (IOException | IllegalArgumentException noPayload) {
            return Optional.empty();
        }
    }

    /** Before the parser sees it, which takes names with bytes in them that no text has for others. */
    private static String utf8(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    private static Map<String, String> fieldsOf(JsonParser json) throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw new IllegalArgumentException("no object");
        }
        Map<String, String> fields = new HashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            if (!json.nextToken().isScalarValue()) {
                throw new IllegalArgumentException("an object within");
            }
            fields.put(name, json.getText());
        }
        if (json.nextToken() != null) {
            throw new IllegalArgumentException("something behind");
        }
        return fields;
    }

    private static String need(Map<String, String> fields, String name) {
        return Optional.ofNullable(fields.get(name)).orElseThrow(IllegalArgumentException::new);
    }
}
