package cn.touzhi.registration.account;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.Clause;
import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.http.Answer;
import cn.touzhi.registration.RegistrationRoom;
import cn.touzhi.registration.RegistrationTable;
import cn.touzhi.registration.session.Caller;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@Clause("5")
@DisplayName("Until an address is proved, nothing tells whether it has an account (R32):")
class TellingTest {
    private static final String UNKNOWN = "13700137000";
    private static final String KNOWN = "13800138000";

    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(RegistrationRoom.TABLES);

    private static RegistrationRoom room;

    @BeforeAll
    static void start() {
        room = new RegistrationRoom(dynamo.client());
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    @DisplayName("the same requests get the same answers at the cost of the same calls, be the account")
    void tells(State state) {
        dynamo.clear(RegistrationTable.NAME);
        Caller owner = Caller.app(room);
        owner.register(owner.proof()).is(201);
        // so that both addresses have used nothing of what they may
        room.clock().advance(Duration.ofDays(2));
        state.bringAbout();
        // whoever comes first on a day makes its key
        asked(new ArrayList<>(), "13600136000");

        assertThat(wayToProof(KNOWN)).isEqualTo(wayToProof(UNKNOWN));
    }

    private static List<String> wayToProof(String phone) {
        List<String> told = new ArrayList<>();
        String id = asked(told, phone);
        told.add(told(() -> room.call("GET", "/v1/verifications/" + id).send()));
        String code = room.codeOf(id);
        told.add(told(() -> tried(id, code.equals("000000") ? "000001" : "000000")));
        told.add(told(() -> sent(id)));
        room.clock().advance(Duration.ofSeconds(61));
        told.add(told(() -> sent(id)));
        told.add(told(() -> tried(id, room.codeOf(id))));
        // and up to the limit
        for (int n = 0; n < 4; n++) {
            asked(told, phone);
        }
        return told;
    }

    private static String asked(List<String> told, String phone) {
        List<String> ids = new ArrayList<>();
        told.add(told(() -> {
            Answer answer = room.call("POST", "/v1/verifications")
                    .json("""
                            {"channel":"sms","address":"%s","purpose":"enter","locale":"zh-CN","client":"ios"}""".formatted(phone))
                    .key("a-key-of-a-test-" + System.nanoTime())
                    .send();
            ids.add(answer.status() == 202 ? answer.text("id") : "");
            return answer;
        }));
        return ids.getFirst();
    }

    private static Answer tried(String id, String code) {
        return room.call("POST", "/v1/verifications/" + id + "/attempts")
                .json("{\"code\":\"" + code + "\"}")
                .send();
    }

    private static Answer sent(String id) {
        return room.call("POST", "/v1/verifications/" + id + "/sends")
                .key("a-key-of-a-test-" + System.nanoTime())
                .send();
    }

    /** All that an answer says but random values and times, and what it cost. */
    private static String told(Supplier<Answer> request) {
        List<Answer> answers = new ArrayList<>();
        List<String> calls = dynamo.requestsOf(() -> answers.add(request.get())).stream()
                .map(call -> call.getClass().getSimpleName())
                .sorted()
                .toList();
        Answer answer = answers.getFirst();
        String body = answer.body().replaceAll("\"(id|proof|nextSendAt|codeEndsAt|expiresAt)\":\"[^\"]*\"", "\"$1\"");
        return answer.status() + " " + body + " " + answer.header("retry-after") + " " + calls;
    }

    private enum State {
        ACTIVE,
        RECYCLED,
        FROZEN,
        STRANDED,
        REMOVED,
        BIRTH_DATE_LOCKED;

        void bringAbout() {
            switch (this) {
                case ACTIVE -> {}
                case RECYCLED -> room.clock().advance(Duration.ofDays(91));
                case FROZEN -> change("ACCOUNT", "SET #state = :value", "state", "frozen");
                case STRANDED -> change("ACCOUNT", "SET #state = :value", "state", "stranded");
                case REMOVED -> change("IDENTITY", "SET #removedAt = :value", "removedAt", "4102444800");
                case BIRTH_DATE_LOCKED -> {
                    room.clock().advance(Duration.ofDays(91));
                    change("ACCOUNT", "SET #birthDateTries = :value", "birthDateTries", "3");
                }
            }
        }

        private static void change(String sortKey, String update, String attribute, String value) {
            Map<String, AttributeValue> item = dynamo.items(RegistrationTable.NAME).stream()
                    .filter(known -> known.get("sk").s().equals(sortKey))
                    .findFirst()
                    .orElseThrow();
            AttributeValue stored =
                    attribute.equals("state") ? AttributeValue.fromS(value) : AttributeValue.fromN(value);
            dynamo.client().updateItem(change -> change.tableName(RegistrationTable.NAME)
                    .key(Map.of("pk", item.get("pk"), "sk", item.get("sk")))
                    .updateExpression(update)
                    .expressionAttributeNames(Map.of("#" + attribute, attribute))
                    .expressionAttributeValues(Map.of(":value", stored)));
        }
    }
}
