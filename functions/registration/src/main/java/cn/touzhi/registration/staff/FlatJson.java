package cn.touzhi.registration.staff;

import cn.touzhi.kernel.http.Text;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads one JSON object whose values are all text, as narrowly as the API's bodies are read: nothing behind it, no name
 * twice, no control characters, nothing long. The kernel's own reader stands on the framework, which isn't here.
 */
final class FlatJson {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(1)
                    .maxNameLength(64)
                    .maxStringLength(2_000)
                    .maxDocumentLength(20_000)
                    .build())
            .build();

    private FlatJson() {}

    /**
     * The fields of an object.
     *
     * @throws MalformedException if it is none, or none of texts alone
     */
    static Map<String, String> read(byte[] bytes) {
        String text = Text.ofUtf8(bytes).orElseThrow(FlatJson::malformed);
        try (JsonParser json = JSON.createParser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw malformed();
            }
            Map<String, String> fields = new HashMap<>();
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                if (json.nextToken() != JsonToken.VALUE_STRING || !Text.isClean(json.getText())) {
                    throw malformed();
                }
                fields.put(name, json.getText());
            }
            if (json.nextToken() != null) {
                throw malformed();
            }
            return fields;
        } catch (IOException broken) {
            // its message quotes what was sent
            throw malformed();
        }
    }

    private static MalformedException malformed() {
        return new MalformedException("must be one well-formed JSON object whose values are all texts");
    }

    /** Not what is asked for; the message says what is, and nothing of what was sent. */
    static final class MalformedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        MalformedException(String detail) {
            super(detail);
        }
    }
}
