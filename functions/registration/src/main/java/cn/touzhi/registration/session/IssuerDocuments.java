package cn.touzhi.registration.session;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** The two documents by which anyone can check an access token of ours. */
final class IssuerDocuments {
    static final String CONFIGURATION_PATH = "/.well-known/openid-configuration";
    static final String KEYS_PATH = "/.well-known/jwks.json";

    private static final JsonFactory JSON = new JsonFactory();

    private IssuerDocuments() {}

    /** Where the keys are (OpenID Connect Discovery 1.0, section 3; the gateway reads {@code jwks_uri} alone). */
    static String configuration(String issuer) {
        return write(json -> {
            json.writeStringField("issuer", issuer);
            json.writeStringField("jwks_uri", issuer + KEYS_PATH);
            writeList(json, "response_types_supported", "none");
            writeList(json, "subject_types_supported", "public");
            writeList(json, "id_token_signing_alg_values_supported", "RS256");
        });
    }

    /** The keys themselves (RFC 7517). */
    static String keys(List<PublishedKey> keys) {
        return write(json -> {
            json.writeArrayFieldStart("keys");
            for (PublishedKey key : keys) {
                json.writeStartObject();
                json.writeStringField("kty", "RSA");
                json.writeStringField("use", "sig");
                json.writeStringField("alg", "RS256");
                json.writeStringField("kid", key.kid());
                json.writeStringField("n", key.modulus());
                json.writeStringField("e", key.exponent());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private static void writeList(JsonGenerator json, String name, String only) throws IOException {
        json.writeArrayFieldStart(name);
        json.writeString(only);
        json.writeEndArray();
    }

    private static String write(Fields fields) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private interface Fields {
        void write(JsonGenerator json) throws IOException;
    }
}
