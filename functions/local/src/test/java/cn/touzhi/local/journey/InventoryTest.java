package cn.touzhi.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The inventory, held against what is stored,")
class InventoryTest {
    private static final String SEALED = Base64.getEncoder()
            .encodeToString(ByteBuffer.allocate(40).put((byte) 1).putInt(20_780).array());

    private final Inventory inventory = new Inventory(json("""
            [{"item":"Thing","table":"Table","key":"THING#{thing} / THING",
              "fields":[{"name":"colour","sealed":false},{"name":"address","sealed":true}]}]"""));

    @Test
    @DisplayName("is content with what it declares")
    void declared() {
        List<JsonNode> items = List.of(item("THING#1/THING", "'colour':'red','address':'" + SEALED + "'"));

        assertThat(inventory.gaps(items)).isEmpty();
        assertThat(inventory.namesIn(items))
                .isEqualTo(inventory.names())
                .containsExactlyInAnyOrder("Thing", "Thing.address");
    }

    @Test
    @DisplayName("finds an attribute and a kind of item that nobody declared")
    void undeclared() {
        assertThat(inventory.gaps(List.of(item("THING#1/THING", "'size':1"))))
                .containsExactly("Thing.size is stored and not declared");
        assertThat(inventory.gaps(List.of(item("THING#1/OTHER", "'colour':'red'"))))
                .containsExactly("Table holds items of an unknown kind");
    }

    @Test
    @DisplayName("finds in clear what it declares sealed")
    void clear() {
        for (String address : List.of("13800138000", "v@example.com", "", SEALED.replaceFirst("A", "B"))) {
            assertThat(inventory.gaps(List.of(item("THING#1/THING", "'address':'" + address + "'"))))
                    .containsExactly("Thing.address is declared sealed and is not");
        }
    }

    private static JsonNode item(String key, String attributes) {
        return json(("{'store':'Table','kind':'item','key':'%s','value':{'pk':'a','sk':'b',%s}}")
                .formatted(key, attributes)
                .replace('\'', '"'));
    }

    private static JsonNode json(String text) {
        try {
            return Http.JSON.readTree(text);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(malformed);
        }
    }
}
