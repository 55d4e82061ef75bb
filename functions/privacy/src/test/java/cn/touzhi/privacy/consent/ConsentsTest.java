package cn.touzhi.privacy.consent;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.Clause;
import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.WriteUnits;
import cn.touzhi.kernel.erasure.Fence;
import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.http.Answer;
import cn.touzhi.privacy.PrivacyRoom;
import cn.touzhi.privacy.PrivacyRoom.Someone;
import cn.touzhi.privacy.PrivacyTable;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@Clause({"10", "26"})
@DisplayName("Clause 1, 2.1.2, 2.3, 6.4 (duties 10, 26): a consent")
class ConsentsTest {
    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(PrivacyRoom.TABLES);

    private final Someone someone = Someone.named('A');
    private PrivacyRoom room;

    @BeforeEach
    void nobodyConsented() {
        room = PrivacyRoom.empty(dynamo);
    }

    @Test
    @DisplayName(
            "to anything doesn't hold until it is given, and each is asked by its own text, in Chinese and English")
    void nothingBefore() {
        JsonNode seen = room.sees(someone).is(200).json();

        assertThat(seen.path("sequence").asInt()).isZero();
        assertThat(seen.path("policies")).isEmpty();
        assertThat(seen.path("consents")).hasSize(ConsentPurpose.values().length);
        for (JsonNode consent : seen.path("consents")) {
            assertThat(consent.path("given").asBoolean()).isFalse();
            assertThat(consent.has("changedAt")).isFalse();
            assertThat(consent.path("textZh").asText()).matches("我(同意|允许)头职.+。");
            assertThat(consent.path("textEn").asText()).matches("I (agree that|let) Touzhi .+\\.");
        }
    }

    @Test
    @DisplayName("changes exactly one line, with time, text and source, and tells the other rooms all that holds")
    void given() {
        room.gives(someone, "permission-camera").is(200);
        room.clock().advance(Duration.ofMinutes(3));

        Answer answer = room.gives(someone, "resume-health").is(200);

        assertThat(answer.json().path("given").asBoolean()).isTrue();
        assertThat(answer.json().path("sequence").asInt()).isEqualTo(2);
        assertThat(answer.text("changedAt")).isEqualTo(room.clock().instant().toString());
        assertThat(given(someone)).containsExactlyInAnyOrder("permission-camera", "resume-health");
        assertThat(entry(2))
                .containsEntry("purpose", AttributeValue.fromS("resume-health"))
                .containsEntry("given", AttributeValue.fromBool(true))
                .containsEntry("textVersion", AttributeValue.fromN("1"))
                .containsEntry("source", AttributeValue.fromS("app"))
                .containsEntry(
                        "at",
                        AttributeValue.fromN(
                                Long.toString(room.clock().instant().getEpochSecond())));
        Event told = PrivacyRoom.told(dynamo).getLast();
        assertThat(told.subject()).contains(someone.subject().value());
        assertThat(told.data())
                .containsEntry("sequence", "2")
                .containsEntry("purpose", "resume-health")
                .containsEntry("given", "[\"resume-health\",\"permission-camera\"]");
    }

    @Test
    @DisplayName("is withdrawn as easily as it was given, by itself, and the log keeps both")
    void withdrawn() {
        room.gives(someone, "resume-health");
        room.gives(someone, "resume-photo");

        Answer answer = room.withdraws(someone, "resume-health").is(200);

        assertThat(answer.json().path("given").asBoolean()).isFalse();
        assertThat(answer.json().path("sequence").asInt()).isEqualTo(3);
        assertThat(given(someone)).containsExactly("resume-photo");
        assertThat(entry(1)).containsEntry("given", AttributeValue.fromBool(true));
        assertThat(entry(3))
                .containsEntry("given", AttributeValue.fromBool(false))
                .containsEntry("source", AttributeValue.fromS("unspecified"));
        assertThat(PrivacyRoom.told(dynamo).getLast().data()).containsEntry("given", "[\"resume-photo\"]");
        room.call(someone, "DELETE", "/v1/consents/resume-photo")
                .query(Map.of("source", "web"))
                .send()
                .is(200);
        assertThat(entry(4)).containsEntry("source", AttributeValue.fromS("web"));
        assertThat(PrivacyRoom.told(dynamo).getLast().data()).containsEntry("given", "[]");
    }

    @Test
    @DisplayName("that holds already, or never held, changes nothing when it is given or withdrawn again")
    void again() {
        Answer first = room.gives(someone, "resume-health");
        room.clock().advance(Duration.ofDays(1));

        assertThat(room.gives(someone, "resume-health").is(200).body()).isEqualTo(first.body());
        Answer never = room.withdraws(someone, "resume-photo").is(200);
        assertThat(never.json().path("sequence").asInt()).isEqualTo(1);
        room.withdraws(someone, "resume-health");
        Answer twice = room.withdraws(someone, "resume-health").is(200);

        assertThat(twice.json().path("sequence").asInt()).isEqualTo(2);
        assertThat(PrivacyRoom.told(dynamo)).hasSize(2);
    }

    @Test
    @DisplayName("is somebody's own: nobody else sees or changes it")
    void own() {
        room.gives(someone, "resume-health");
        Someone other = Someone.named('B');

        assertThat(given(other)).isEmpty();
        room.withdraws(other, "resume-health").is(200);

        assertThat(given(someone)).containsExactly("resume-health");
    }

    @Test
    @DisplayName("to a text that was not shown is refused, and the answer says which one is asked about")
    void otherText() {
        Answer refused = room.call(someone, "PUT", "/v1/consents/resume-health")
                .json("{\"textVersion\":2,\"source\":\"app\"}")
                .send()
                .isProblem(409, "text-not-current");

        assertThat(refused.json().path("current").asInt()).isEqualTo(1);
        assertThat(dynamo.items(PrivacyTable.NAME)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"resume-shoe-size", "RESUME_HEALTH", "resume-health-", "__proto__"})
    @DisplayName("to what nobody knows is refused (duty 4):")
    void unknown(String purpose) {
        room.gives(someone, purpose).isProblem(404, "no-such-thing");
        room.withdraws(someone, purpose).isProblem(404, "no-such-thing");
        assertThat(dynamo.items(PrivacyTable.NAME)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"textVersion\":1}",
                "{\"source\":\"app\"}",
                "{\"textVersion\":0,\"source\":\"app\"}",
                "{\"textVersion\":\"1\",\"source\":\"app\"}",
                "{\"textVersion\":1,\"source\":\"unspecified\"}",
                "{\"textVersion\":1,\"source\":\"app\",\"given\":true}",
                "{\"textVersion\":9e9190090009,\"source\":\"app\"}"
            })
    @DisplayName("must say which text and where:")
    void malformed(String body) {
        room.call(someone, "PUT", "/v1/consents/resume-health")
                .json(body)
                .send()
                .isProblem(400, "malformed-request");
        assertThat(dynamo.items(PrivacyTable.NAME)).isEmpty();
    }

    @Test
    @DisplayName("is withdrawn from somewhere that we know, or from nowhere")
    void withdrawnFromElsewhere() {
        room.gives(someone, "resume-health");

        room.call(someone, "DELETE", "/v1/consents/resume-health")
                .query(Map.of("source", "fax"))
                .send()
                .isProblem(400, "malformed-request");

        assertThat(given(someone)).containsExactly("resume-health");
    }

    @Test
    @DisplayName(
            "is not given, withdrawn or seen by whoever is being erased, not even on a token that still looks good")
    void erased() {
        room.gives(someone, "resume-health");
        dynamo.client().putItem(put -> put.tableName(PrivacyTable.NAME).item(Fence.keyOf(someone.subject())));
        var before = dynamo.items(PrivacyTable.NAME);

        room.gives(someone, "resume-photo").isProblem(401, "session-ended");
        room.withdraws(someone, "resume-health").isProblem(401, "session-ended");
        room.sees(someone).isProblem(401, "session-ended");

        assertThat(dynamo.items(PrivacyTable.NAME)).containsExactlyInAnyOrderElementsOf(before);
    }

    @Test
    @DisplayName("from several devices at once is one line each, none lost, and the state is what the log says")
    void atOnce() throws Exception {
        List<String> purposes = List.of("resume-health", "resume-photo", "permission-album", "permission-camera");
        List<Callable<Integer>> tries = new ArrayList<>();
        for (String purpose : purposes) {
            tries.add(() -> room.gives(someone, purpose).status());
            tries.add(() -> room.gives(someone, purpose).status());
        }
        try (var threads = Executors.newFixedThreadPool(tries.size())) {
            for (Future<Integer> one : threads.invokeAll(tries)) {
                assertThat(one.get()).isIn(200, 503);
            }
        }
        // whoever was told to try again does
        purposes.forEach(purpose -> room.gives(someone, purpose).is(200));

        assertThat(given(someone)).containsExactlyInAnyOrderElementsOf(purposes);
        assertThat(PrivacyRoom.told(dynamo)).hasSize(purposes.size());
        assertStateIsWhatTheLogSays();
    }

    @Test
    @DisplayName("stands, after any sequence of giving and withdrawing, as the log says, line after line")
    void anySequence() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<String> purposes = List.of("resume-health", "resume-photo", "permission-album");
        for (int step = 0; step < 60; step++) {
            String purpose = purposes.get(random.nextInt(purposes.size()));
            (random.nextBoolean() ? room.gives(someone, purpose) : room.withdraws(someone, purpose)).is(200);
        }

        List<Integer> sequences =
                PrivacyRoom.told(dynamo).stream().map(PrivacyRoom::sequenceOf).toList();
        assertThat(sequences).as("seed " + seed).startsWith(1).doesNotHaveDuplicates();
        assertThat(sequences.getLast()).isEqualTo(sequences.size());
        assertStateIsWhatTheLogSays();
    }

    @Test
    @DisplayName("costs two round trips and one transaction to give; to see all, two reads side by side")
    void budget() {
        room.gives(someone, "resume-photo");

        var giving =
                dynamo.requestsOf(() -> room.gives(someone, "resume-health").is(200));
        var seeing = dynamo.requestsOf(() -> room.sees(someone).is(200));

        assertThat(giving).hasSize(3);
        assertThat(WriteUnits.of(giving)).isEqualTo(6);
        assertThat(seeing).hasSize(2);
    }

    private void assertStateIsWhatTheLogSays() {
        Map<String, Boolean> log = new HashMap<>();
        PrivacyRoom.told(dynamo).forEach(event -> {
            Map<String, AttributeValue> entry = entry(PrivacyRoom.sequenceOf(event));
            log.put(entry.get("purpose").s(), entry.get("given").bool());
        });
        assertThat(given(someone))
                .containsExactlyInAnyOrderElementsOf(log.entrySet().stream()
                        .filter(Map.Entry::getValue)
                        .map(Map.Entry::getKey)
                        .toList());
    }

    private List<String> given(Someone whose) {
        return StreamSupport.stream(
                        room.sees(whose).is(200).json().path("consents").spliterator(), false)
                .filter(consent -> consent.path("given").asBoolean())
                .map(consent -> consent.path("purpose").asText())
                .toList();
    }

    private Map<String, AttributeValue> entry(int sequence) {
        return dynamo.client()
                .getItem(
                        get -> get.tableName(PrivacyTable.NAME).key(PrivacyTable.entryKey(someone.subject(), sequence)))
                .item();
    }
}
