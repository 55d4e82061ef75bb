package cn.touzhi.registration.staff;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.address.EmailAddress;
import cn.touzhi.kernel.address.PhoneNumber;
import cn.touzhi.kernel.address.PhoneNumbers;
import cn.touzhi.registration.session.World;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A request to staff")
class ActReaderTest {
    private final ActReader reader = new ActReader(new PhoneNumbers(List.of("CN", "SG")), World.DIGESTS);

    @Test
    @DisplayName("is read with all that it says, an address in its one notation")
    void understood() {
        ActRequest phone = read(returning("sms", "138 0013 8000"));
        ActRequest email = read(returning("email", "Owner@Example.COM"));

        assertThat(phone.act()).isEqualTo(ActKind.RETURN);
        assertThat(phone.by().value()).isEqualTo("op-17");
        assertThat(phone.holder().orElseThrow().address()).isEqualTo(new PhoneNumber("+8613800138000"));
        assertThat(email.holder().orElseThrow().address()).isEqualTo(new EmailAddress("owner@example.com"));
        assertThat(read(request()).holder()).isEmpty();
        assertThat(read(request().put("act", "freeze")).act()).isEqualTo(ActKind.FREEZE);
        assertThat(phone.toString() + phone.holder())
                .as("may get into a log by accident")
                .doesNotContain("13800138000", "because");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    act     | erase
                    act     | GRANT_STAFF
                    subject | me
                    by      | A
                    by      | 李伟
                    by      | op 17
                    reason  | '   '
                    request | short
                    request | 'request-0000001 '
                    """)
    @DisplayName("must have every field in its form, is told which has not, and nothing that it said")
    void wrong(String field, String value) {
        Reading reading = reader.read(bytes(request().put(field, value).toString()));

        assertThat(reading).isInstanceOfSatisfying(Reading.Malformed.class, malformed -> assertThat(malformed.detail())
                .startsWith(field + ": must be ")
                .doesNotContain(value));
        assertThat(reader.read(bytes(request().without(List.of(field)).toString())))
                .isInstanceOfSatisfying(Reading.Malformed.class, malformed -> assertThat(malformed.detail())
                        .startsWith(field + ": must be "));
    }

    @Test
    @DisplayName("gives its reason in 1 to 500 characters, whatever these are")
    void reason() {
        assertThat(read(request().put("reason", "字".repeat(500))).reason()).hasSize(500);
        assertThat(read(request().put("reason", "𠮷".repeat(500))).reason()).hasSize(1_000);
        assertThat(reader.read(bytes(request().put("reason", "字".repeat(501)).toString())))
                .isInstanceOf(Reading.Malformed.class);
        assertThat(reader.read(bytes(request().put("reason", "").toString()))).isInstanceOf(Reading.Malformed.class);
    }

    @ParameterizedTest
    @CsvSource({"sms, owner@example.com", "sms, +4915112345678", "email, 13800138000", "fax, 13800138000"})
    @DisplayName("names an address that messages can go to")
    void address(String channel, String address) {
        assertThat(reader.read(bytes(returning(channel, address).toString()))).isInstanceOf(Reading.Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{",
                "{} {}",
                "{\"act\":7}",
                "{\"act\":null}",
                "{\"act\":[\"unfreeze\"]}",
                "{\"act\":{\"act\":\"unfreeze\"}}",
                "{\"act\":\"unfreeze\",\"act\":\"return\"}",
                "{\"act\":\"unfr\\u0000eeze\"}",
                "{\"act\":\"\\ud800\"}"
            })
    @DisplayName("is one JSON object of texts, and nothing else")
    void malformed(String json) {
        assertThat(reader.read(bytes(json)))
                .isEqualTo(new Reading.Malformed("must be one well-formed JSON object whose values are all texts"));
    }

    @Test
    @DisplayName("has no field but those described, and bytes that are UTF-8")
    void others() {
        assertThat(reader.read(bytes(request().put("13800138000", "x").toString())))
                .isEqualTo(new Reading.Malformed("must have no fields but act, by, reason, request, subject"));
        assertThat(reader.read(bytes(
                        returning("sms", "13800138000").put("act", "unfreeze").toString())))
                .isInstanceOf(Reading.Malformed.class);
        assertThat(reader.read(bytes(
                        returning("sms", "13800138000").put("act", "freeze").toString())))
                .isEqualTo(new Reading.Malformed("must have no fields but act, by, reason, request, subject"));
        assertThat(reader.read(new byte[] {'{', (byte) 0xff, '}'})).isInstanceOf(Reading.Malformed.class);
    }

    private ActRequest read(ObjectNode request) {
        return ((Reading.Understood) reader.read(bytes(request.toString()))).request();
    }

    private static ObjectNode request() {
        return new ObjectMapper()
                .createObjectNode()
                .put("act", "grant-staff")
                .put("subject", "A".repeat(22))
                .put("by", "op-17")
                .put("reason", "because")
                .put("request", "request-00000001");
    }

    private static ObjectNode returning(String channel, String address) {
        return request().put("act", "return").put("channel", channel).put("address", address);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
