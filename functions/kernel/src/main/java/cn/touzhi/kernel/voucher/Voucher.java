package cn.touzhi.kernel.voucher;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The form that vouchers travel in: what they say, as a flat JSON object in base64url, a dot, and the MAC that confirms it.
 * Who carries one can read it, so it holds opaque ids and names of fields and nothing else about anyone.
 */
final class Voucher {
    /** Room for what the longest says, with its MAC of 32 bytes. */
    private static final Pattern SHAPE = Pattern.compile("([A-Za-z0-9_-]{10,4000})\\.([A-Za-z0-9_-]{43})");

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxStringLength(2_000).build())
            .build();
    private static final Base64.Encoder TO_TEXT = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder FROM_TEXT = Base64.getUrlDecoder();

    private Voucher() {}

    /** Makes one. */
    static String make(MacKey key, String kind, Map<String, String> said) {
        byte[] message = json(said);
        return TO_TEXT.encodeToString(message) + "." + TO_TEXT.encodeToString(key.confirm(kind, message));
    }

    /** What one says; empty unless {@code key} confirms it. */
    static Optional<Map<String, String>> read(MacKey key, String kind, String text) {
        var parts = SHAPE.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            byte[] message = FROM_TEXT.decode(parts.group(1));
            byte[] mac = FROM_TEXT.decode(parts.group(2));
            return key.confirms(kind, message, mac) ? Optional.of(said(message)) : Optional.empty();
        } catch (IllegalArgumentException | IOException broken) {
            return Optional.empty();
        }
    }

    private static byte[] json(Map<String, String> said) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            for (Map.Entry<String, String> entry : new TreeMap<>(said).entrySet()) {
                json.writeStringField(entry.getKey(), entry.getValue());
            }
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static Map<String, String> said(byte[] message) throws IOException {
        Map<String, String> said = new TreeMap<>();
        try (JsonParser json = JSON.createParser(new String(message, StandardCharsets.UTF_8))) {
            demand(json.nextToken() == JsonToken.START_OBJECT);
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                demand(json.nextToken() == JsonToken.VALUE_STRING);
                said.put(name, json.getText());
            }
            demand(json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null);
        }
        return said;
    }

    private static void demand(boolean met) throws IOException {
        if (!met) {
            throw new IOException("no voucher");
        }
    }
}
