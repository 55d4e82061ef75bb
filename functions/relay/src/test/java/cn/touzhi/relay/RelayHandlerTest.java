package cn.touzhi.relay;

import static cn.touzhi.relay.StreamRecords.TYPE;
import static cn.touzhi.relay.StreamRecords.event;
import static cn.touzhi.relay.StreamRecords.fields;
import static cn.touzhi.relay.StreamRecords.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import cn.touzhi.kernel.Environment;
import cn.touzhi.kernel.Invocation;
import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.event.EventJson;
import cn.touzhi.kernel.log.OperationLog;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The relay")
class RelayHandlerTest {
    private static final String TOPIC = "arn:aws-cn:sns:cn-north-1:123456789012:DomainEvents";

    private final InMemoryTopic topic = new InMemoryTopic();
    private final List<String> log = new ArrayList<>();
    private final RelayHandler relay = new RelayHandler(
            RelaySettings.from(new Environment(
                    Map.of("DOMAIN_EVENTS", TOPIC, "TABLES", "registration=RegistrationTable,jobs=JobsTable")::get)),
            topic,
            new OperationLog("relay", Clock.systemUTC(), log::add),
            Clock.fixed(Instant.parse("2026-11-23T12:00:03Z"), ZoneOffset.UTC));

    @Test
    @DisplayName("publishes the event of a new item as CloudEvents JSON, with its type to filter by")
    void publishes() {
        List<String> failures = relay(new StreamRecords().inserted("VERIFICATION#a", "one"));

        assertThat(failures).isEmpty();
        assertThat(topic.calls()).singleElement().satisfies(call -> assertThat(call.topicArn())
                .isEqualTo(TOPIC));
        assertThat(topic.taken()).singleElement().satisfies(entry -> {
            assertThat(entry.messageAttributes().get("type").stringValue()).isEqualTo(TYPE);
            Event event = EventJson.read(entry.message());
            assertThat(event.type()).isEqualTo(TYPE);
            assertThat(event.time()).isEqualTo(Instant.parse("2026-11-23T12:00:00Z"));
            assertThat(event.data()).isEqualTo(Map.of("verification", "AAAAAAAAAAAAAAAAAAAAAA", "number", "1"));
        });
    }

    @Test
    @DisplayName(
            "tells how late it is with events by which tokens are refused, once they are published, and of no others")
    void revocationLag() {
        relay(new StreamRecords()
                .inserted("ACCOUNT#a", event("AAAAAAAAAAAAAAAAAAAAAQ", "cn.touzhi.registration.SessionEnded.v1"))
                .inserted("VERIFICATION#a", event("AAAAAAAAAAAAAAAAAAAAAg", TYPE)));

        assertThat(log)
                .filteredOn(line -> line.contains("RevocationLag"))
                .singleElement()
                .satisfies(line ->
                        assertThat(line).contains("\"RevocationLag\":3000", "Milliseconds", "\"function\":\"relay\""));
    }

    @Test
    @DisplayName("publishes the event of a changed item only if it is another than before")
    void changes() {
        relay(new StreamRecords()
                .modified("VERIFICATION#a", "one", "one")
                .modified("VERIFICATION#b", "two", "three")
                .insertedSilently("VERIFICATION#c")
                .removed("VERIFICATION#d", "four"));

        assertThat(topic.eventIds()).containsExactly("three");
    }

    @Test
    @DisplayName("publishes ten in a call")
    void batches() {
        StreamRecords stream = new StreamRecords();
        for (int i = 0; i < 25; i++) {
            stream.inserted("VERIFICATION#" + i, "event-" + i);
        }

        assertThat(relay(stream)).isEmpty();
        assertThat(topic.calls())
                .extracting(call -> call.publishBatchRequestEntries().size())
                .containsExactly(10, 10, 5);
        assertThat(topic.eventIds()).hasSize(25).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("never puts two events of one item into the same call")
    void oneItem() {
        relay(new StreamRecords()
                .inserted("VERIFICATION#a", "one")
                .inserted("VERIFICATION#b", "two")
                .modified("VERIFICATION#a", "one", "three"));

        assertThat(topic.calls()).hasSize(2);
        assertThat(topic.eventIds()).containsExactly("one", "two", "three");
    }

    @Test
    @DisplayName("says where to begin again when SNS throttles, and has then lost nothing")
    void throttled() {
        StreamRecords stream =
                new StreamRecords().insertedSilently("VERIFICATION#x").inserted("VERIFICATION#a", "one");
        topic.isDown();

        assertThat(relay(stream)).containsExactly("2");
        assertThat(log)
                .singleElement()
                .asString()
                .contains("CALL_FAILED", "SnsException")
                .doesNotContain("slow down");

        topic.isUpAgain();
        assertThat(failuresOf(stream, 2)).isEmpty();
        assertThat(topic.eventIds()).containsExactly("one");
    }

    @Test
    @DisplayName("begins again at the first event that SNS didn't take, so that those of one item keep their order")
    void partly() {
        StreamRecords stream = new StreamRecords()
                .inserted("VERIFICATION#a", "one")
                .inserted("VERIFICATION#b", "two")
                .inserted("VERIFICATION#c", "three")
                .inserted("VERIFICATION#d", "four")
                .modified("VERIFICATION#b", "two", "five");
        topic.refuses("two", "four");

        assertThat(relay(stream)).containsExactly("2");
        assertThat(topic.eventIds()).containsExactly("one", "three");

        topic.isUpAgain();
        assertThat(failuresOf(stream, 2)).isEmpty();
        assertThat(topic.eventIds()).containsExactly("one", "three", "two", "three", "four", "five");
    }

    @Test
    @DisplayName("takes nothing for published that the answer doesn't confirm, be it empty or cut")
    void unconfirmed() {
        StreamRecords stream = new StreamRecords()
                .inserted("VERIFICATION#a", "one")
                .inserted("VERIFICATION#b", "two")
                .inserted("VERIFICATION#c", "three");

        topic.loses("one", "two", "three");
        assertThat(relay(stream)).containsExactly("1");
        topic.isUpAgain();
        topic.loses("two");
        assertThat(relay(stream)).containsExactly("2");
        topic.isUpAgain();
        assertThat(failuresOf(stream, 2)).isEmpty();

        assertThat(topic.eventIds()).containsExactly("one", "three", "two", "three");
        assertThat(log).hasSize(2).allMatch(line -> line.contains("\"cause\":\"NOT_CONFIRMED\""));
    }

    @Test
    @DisplayName("leaves behind what SNS will never take, counts it once, and goes on")
    void rejected() {
        StreamRecords stream = new StreamRecords()
                .inserted("VERIFICATION#a", event("AAAAAAAAAAAAAAAAAAAAAQ", TYPE))
                .inserted("VERIFICATION#b", "two")
                .inserted("VERIFICATION#c", "three")
                .inserted("VERIFICATION#d", "four");
        topic.fails("InvalidParameter", true, "AAAAAAAAAAAAAAAAAAAAAQ", "four");
        topic.refuses("three");

        assertThat(relay(stream)).containsExactly("3");
        topic.isUpAgain();
        topic.fails("InvalidParameter", true, "four");
        assertThat(failuresOf(stream, 3)).isEmpty();

        assertThat(topic.eventIds()).containsExactly("two", "three");
        assertThat(log).filteredOn(line -> line.contains("\"EventRefused\":1")).hasSize(2);
        assertThat(log).filteredOn(line -> line.contains("REJECTED")).hasSize(2);
        assertThat(log).anyMatch(line -> line.contains("\"eventId\":\"AAAAAAAAAAAAAAAAAAAAAQ\""));
        assertThat(String.join("", log)).doesNotContain("four").doesNotContain("13800138000");
    }

    @ParameterizedTest(name = "{0}, the sender''s fault: {1}")
    @CsvSource({
        "InvalidParameter, false, OTHER",
        "AuthorizationError, true, NOT_PERMITTED",
        "KMSAccessDenied, true, NOT_PERMITTED",
        "Throttled, true, THROTTLED",
        "InternalError, false, INTERNAL",
        "13800138000, true, OTHER"
    })
    @DisplayName("waits for whatever else may pass, and says why in words of our own")
    void mayPass(String code, boolean senderFault, String cause) {
        topic.fails(code, senderFault, "one");

        assertThat(relay(new StreamRecords().inserted("VERIFICATION#a", "one"))).containsExactly("1");

        assertThat(log)
                .singleElement()
                .asString()
                .contains("\"cause\":\"" + cause + "\"")
                .doesNotContain("13800138000");
    }

    @Test
    @DisplayName("stops in time, so that what was published isn't published again")
    void hurried() {
        StreamRecords stream = new StreamRecords();
        for (int i = 0; i < 30; i++) {
            stream.inserted("VERIFICATION#" + i, "event-" + i);
        }

        var answer = relay.handleRequest(stream.asEvent(), Invocation.withMillisLeft(8_000, 3_000));

        assertThat(topic.eventIds()).hasSize(20);
        assertThat(answer.getBatchItemFailures())
                .extracting(BatchItemFailure::getItemIdentifier)
                .containsExactly("21");
    }

    @Test
    @DisplayName("refuses an event that claims another room's type, counts it, and goes on")
    void foreign() {
        StreamRecords stream = new StreamRecords()
                .inserted("VERIFICATION#a", event("AAAAAAAAAAAAAAAAAAAAAQ", "cn.touzhi.jobs.JobPosted.v1"))
                .inserted("VERIFICATION#b", event("two", "cn.touzhi.registrations.CodeRequested.v1"))
                .ofTable("JobsTable")
                .inserted("JOB#a", event("three", TYPE))
                .inserted("JOB#b", event("four", "cn.touzhi.jobs.JobPosted.v1"));

        assertThat(relay(stream)).isEmpty();
        assertThat(topic.eventIds()).containsExactly("four");
        assertThat(log).filteredOn(line -> line.contains("\"EventRefused\":1")).hasSize(3);
        assertThat(log).filteredOn(line -> line.contains("FOREIGN")).hasSize(3);
        assertThat(log).anyMatch(line -> line.contains("\"eventId\":\"AAAAAAAAAAAAAAAAAAAAAQ\""));
        assertThat(String.join("", log)).doesNotContain("two");
    }

    static Stream<AttributeValue> unreadable() {
        Map<String, AttributeValue> noId = fields("one", TYPE);
        noId.remove("id");
        Map<String, AttributeValue> noType = fields("one", TYPE);
        noType.remove("type");
        Map<String, AttributeValue> noTime = fields("one", TYPE);
        noTime.put("time", text("yesterday"));
        Map<String, AttributeValue> noData = fields("one", TYPE);
        noData.put("data", text("13800138000"));
        Map<String, AttributeValue> deepData = fields("one", TYPE);
        deepData.put("data", new AttributeValue().withM(Map.of("a", new AttributeValue().withM(Map.of()))));
        return Stream.concat(
                Stream.of(noId, noType, noTime, noData, deepData).map(fields -> new AttributeValue().withM(fields)),
                Stream.of(
                        text("13800138000"),
                        new AttributeValue().withN("1"),
                        new AttributeValue().withNULL(true),
                        new AttributeValue().withM(Map.of())));
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    @DisplayName("leaves behind what is no event, counts it, and goes on")
    void unreadable(AttributeValue event) {
        StreamRecords stream =
                new StreamRecords().inserted("VERIFICATION#a", event).inserted("VERIFICATION#b", "two");

        assertThat(relay(stream)).isEmpty();
        assertThat(topic.eventIds()).containsExactly("two");
        assertThat(log).anyMatch(line -> line.contains("\"EventRefused\":1"));
        assertThat(String.join("", log)).contains("UNREADABLE").doesNotContain("13800138000");
    }

    @Test
    @DisplayName("leaves behind an event larger than a message may be, and one just within goes out alone")
    void sizes() {
        StreamRecords stream = new StreamRecords()
                .inserted("VERIFICATION#a", large("one", 300_000))
                .inserted("VERIFICATION#b", "two")
                .inserted("VERIFICATION#c", large("three", 261_000))
                .inserted("VERIFICATION#d", "four");

        assertThat(relay(stream)).isEmpty();
        assertThat(topic.eventIds()).containsExactly("two", "three", "four");
        assertThat(log).anyMatch(line -> line.contains("TOO_LARGE"));
        assertThat(topic.calls()).allSatisfy(call -> assertThat(call.publishBatchRequestEntries().stream()
                        .mapToInt(entry -> entry.message().length())
                        .sum())
                .isLessThan(Topic.MOST_BYTES));
    }

    @Test
    @DisplayName("fails altogether for a stream that belongs to no room, which is for the template to mend")
    void unknownTable() {
        StreamRecords stream = new StreamRecords().ofTable("OtherTable").inserted("X#a", "one");

        assertThatIllegalStateException().isThrownBy(() -> relay(stream));
    }

    private static AttributeValue large(String id, int size) {
        Map<String, AttributeValue> fields = fields(id, TYPE);
        AttributeValue third = text("x".repeat(size / 3));
        fields.put("data", new AttributeValue().withM(Map.of("a", third, "b", third, "c", third)));
        return new AttributeValue().withM(fields);
    }

    private List<String> relay(StreamRecords stream) {
        return failuresOf(stream, 1);
    }

    private List<String> failuresOf(StreamRecords stream, int position) {
        return relay.handleRequest(stream.from(position), Invocation.unhurried()).getBatchItemFailures().stream()
                .map(BatchItemFailure::getItemIdentifier)
                .toList();
    }
}
