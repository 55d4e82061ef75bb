package cn.touzhi.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A secret")
class SecretsTest {
    private static final String CODE = "048213";
    private static final String NUMBER = "+8613912345678";

    private final Secrets secrets = new Secrets();

    SecretsTest() {
        secrets.addCode(CODE);
        secrets.addAddress(NUMBER);
    }

    @ParameterizedTest(name = "«{0}»")
    @ValueSource(
            strings = {
                "048213",
                "code=048213",
                "code:048213,",
                "/attempts/048213",
                "a-048213_b",
                "{\\\"text\\\":\\\"your code\\n048213\\\"}",
                "MDQ4MjEz",
                "303438323133"
            })
    @DisplayName("that is a code is found where it stands by itself")
    void codes(String text) {
        assertThat(secrets.in(line(text))).contains(CODE);
    }

    @ParameterizedTest(name = "«{0}»")
    @ValueSource(strings = {"1048213", "0482134", "x048213", "048213Z", "12:00:00.048213", "048214", "KEY#048213"})
    @DisplayName("that is a code is not found inside of ids and times")
    void noCode(String text) {
        assertThat(secrets.in(line(text))).isEmpty();
    }

    static Stream<String> numbers() throws Exception {
        byte[] bytes = NUMBER.getBytes(StandardCharsets.UTF_8);
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
        return Stream.of(
                "x" + NUMBER + "y",
                "013912345678",
                "to=%2B8613912345678",
                Base64.getEncoder().encodeToString(bytes),
                "id/"
                        + Base64.getUrlEncoder()
                                .encodeToString(("{\"to\":\"" + NUMBER + "\"}").getBytes(StandardCharsets.UTF_8)),
                HexFormat.of().formatHex(bytes),
                HexFormat.of().withUpperCase().formatHex(digest),
                Base64.getEncoder().encodeToString(digest),
                Base64.getEncoder().encodeToString(framed(digest)));
    }

    @ParameterizedTest(name = "«{0}»")
    @MethodSource("numbers")
    @DisplayName("that is an address is found in any form")
    void addresses(String text) {
        assertThat(secrets.in(line(text))).isPresent();
    }

    @Test
    @DisplayName("is found in the name of a field and in a number")
    void namesAndNumbers() {
        assertThat(secrets.in(Http.JSON.createObjectNode().put("048213", true))).contains(CODE);
        assertThat(secrets.in(Http.JSON.createObjectNode().put("at", 13912345678L)))
                .isPresent();
    }

    private static JsonNode line(String text) {
        return Http.JSON.createObjectNode().put("value", text);
    }

    private static byte[] framed(byte[] digest) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(1);
        frame.writeBytes(digest);
        frame.write(2);
        return frame.toByteArray();
    }
}
