package cn.touzhi.registration.verification;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.http.Answer;
import cn.touzhi.registration.RegistrationRoom;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("An address whose counter is asked for more than its partition bears")
class HotCounterTest {
    private static final String HOT = "+8613800138000";
    private static final String OTHER = "+8613900139000";

    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(RegistrationRoom.TABLES);

    private LimiterlessDynamo counters;
    private RegistrationRoom room;

    @BeforeEach
    void emptyTables() {
        RegistrationRoom.empty(dynamo);
        counters = new LimiterlessDynamo(dynamo.client());
        room = new RegistrationRoom(counters.client(), Map.of());
    }

    @Test
    @DisplayName("is refused, and no other address is")
    void shedsItself() {
        // the partition key is the kind and the digest
        counters.down("ADDRESS(?=#" + room.addressDigest(Channel.SMS, HOT) + ")");

        ask(HOT, "a-key-of-a-hot-one").isProblem(503, "try-again");
        ask(OTHER, "a-key-of-another").is(202);

        assertThat(dynamo.items(RegistrationRoom.TABLES[0]).stream()
                        .filter(item -> item.get("pk").s().startsWith("VERIFICATION#")))
                .hasSize(1);
        counters.down("NOTHING");
        ask(HOT, "a-key-of-a-hot-one").is(202);
    }

    private Answer ask(String address, String key) {
        return room.call("POST", "/v1/verifications")
                .key(key)
                .json(
                        "{\"channel\":\"sms\",\"address\":\"%s\",\"purpose\":\"enter\",\"locale\":\"zh-CN\",\"client\":\"ios\"}"
                                .formatted(address))
                .send();
    }
}
