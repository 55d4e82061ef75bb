package cn.touzhi.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.Clause;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(RunningCloud.class)
@Clause("5")
@DisplayName("Clause 2.1.1 (duty 5): whether an address has an account")
class KnownOrUnknownIT {
    private final World world;

    KnownOrUnknownIT(World world) {
        this.world = world;
    }

    @ParameterizedTest(name = "by {0}")
    @ValueSource(strings = {"sms", "email"})
    @DisplayName("shows in no answer on the way to the proof (R32)")
    void answers(String channel) {
        Visitor unknown = aVisitorBy(channel);
        Visitor known = aVisitorBy(channel).registers().onAnotherDevice();

        List<Shape> ofUnknown = wayToProof(unknown);
        List<Shape> ofKnown = wayToProof(known);

        assertThat(ofKnown).isEqualTo(ofUnknown);
        assertThat(ofKnown).extracting(Shape::status).containsExactly(202, 200, 422, 200, 200);
    }

    @ParameterizedTest(name = "by {0}")
    @ValueSource(strings = {"sms", "email"})
    @DisplayName("shows in no message")
    void messages(String channel) {
        Visitor unknown = aVisitorBy(channel);
        Visitor known = aVisitorBy(channel).registers().onAnotherDevice();

        assertThat(newestTo(known)).isEqualTo(newestTo(unknown));
    }

    private Visitor aVisitorBy(String channel) {
        return channel.equals("sms") ? world.aVisitorWithPhone() : world.aVisitorWithEmail();
    }

    private List<Shape> wayToProof(Visitor visitor) {
        Answer asked = visitor.asks();
        String code = visitor.readsCode();
        world.drain();
        return Stream.of(
                        asked,
                        visitor.seesVerification(),
                        visitor.tries(code.equals("000000") ? "000001" : "000000"),
                        visitor.tries(code),
                        visitor.seesVerification())
                .map(Shape::of)
                .toList();
    }

    /** Everything but the code and to whom it goes. */
    private String newestTo(Visitor visitor) {
        String code = visitor.asksForCode().readsCode();
        JsonNode message = world.messages(visitor.channel(), visitor.address()).getLast();
        return Stream.of("subject", "text", "html", "headers")
                .map(field -> message.path(field).toString().replace(code, "code"))
                .toList()
                .toString();
    }

    /** What can be told from an answer by anybody: all but times and random values. */
    private record Shape(int status, Set<String> headers, int length, Map<String, String> fields) {
        private static final Set<String> VARYING = Set.of("id", "proof", "nextSendAt", "codeEndsAt", "expiresAt");

        static Shape of(Answer answer) {
            Map<String, String> fields = new TreeMap<>();
            answer.body()
                    .properties()
                    .forEach(field -> fields.put(field.getKey(), told(field.getKey(), field.getValue())));
            return new Shape(
                    answer.status(),
                    Set.copyOf(answer.headers().keySet()),
                    answer.text().length(),
                    fields);
        }

        private static String told(String name, JsonNode value) {
            return VARYING.contains(name)
                    ? value.getNodeType() + " of " + value.asText().length()
                    : value.toString();
        }
    }
}
