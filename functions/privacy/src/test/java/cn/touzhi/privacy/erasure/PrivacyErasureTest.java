package cn.touzhi.privacy.erasure;

import static cn.touzhi.kernel.dynamo.Attributes.text;
import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.Clause;
import cn.touzhi.kernel.InMemoryQueue;
import cn.touzhi.kernel.Invocation;
import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.RandomText;
import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.aws.AwsCalls;
import cn.touzhi.kernel.data.DataInventory;
import cn.touzhi.kernel.dynamo.Attributes;
import cn.touzhi.kernel.erasure.ErasureEvents;
import cn.touzhi.kernel.erasure.Fence;
import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.event.EventAttribute;
import cn.touzhi.kernel.event.EventId;
import cn.touzhi.kernel.event.EventJson;
import cn.touzhi.kernel.log.OperationLog;
import cn.touzhi.privacy.PrivacyEvents;
import cn.touzhi.privacy.PrivacyRoom;
import cn.touzhi.privacy.PrivacyRoom.Someone;
import cn.touzhi.privacy.PrivacyTable;
import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@Clause({"71", "73"})
@DisplayName("Clause 6.3, 6.5 (duties 71, 73): in privacy, whoever is to be erased")
class PrivacyErasureTest {
    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(PrivacyRoom.TABLES);

    private final SecureRandom random = new SecureRandom();
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final Someone someone = Someone.named('A');
    private PrivacyRoom room;

    @BeforeEach
    void someoneWhoUsedEverything() {
        room = PrivacyRoom.empty(dynamo);
        room.gives(someone, "resume-health").is(200);
        room.gives(someone, "permission-camera").is(200);
        room.withdraws(someone, "resume-health").is(200);
        put(PrivacyTable.acceptanceKey(someone.subject(), 4));
        put(beside("ENDED#" + "Z".repeat(22)));
        put(beside("GENERATION"));
    }

    @Test
    @Clause("56")
    @DisplayName("leaves an opaque id in the fence and in the place of a key, and the report counts what went")
    void nothingLeft() throws Exception {
        Someone other = Someone.named('B');
        room.gives(other, "resume-health").is(200);
        var others = items("CONSENTS#" + other.subject().value());

        Event order = ordered();
        assertThat(hears(order, Invocation.withMillisLeft(25_000))).isTrue();

        assertNothingLeft();
        Event report = EventAttribute.read(fence()).orElseThrow();
        assertThat(report.type()).isEqualTo(PrivacyEvents.ERASURE_REPORTED);
        assertThat(report.data()).containsEntry("order", order.data().get("order"));
        assertThat(report.data()).containsEntry("kept", "[]");
        assertThat(json(report.data().get("erased")).properties())
                .extracting(kind -> kind.getKey() + " " + kind.getValue())
                .containsExactly(
                        "ConsentEntry 3",
                        "ConsentState 1",
                        "EndedSession 1",
                        "LowestGeneration 1",
                        "PolicyAcceptance 1");
        assertThat(items("CONSENTS#" + other.subject().value())).isEqualTo(others);
        assertThat(log).noneMatch(line -> line.contains(someone.subject().value()));
    }

    @Test
    @DisplayName("whose account lapsed is erased too, and nobody is answered")
    void lapsed() {
        Event lapsed = new Event(
                EventId.random(random),
                ErasureEvents.LAPSED,
                Optional.of(someone.subject().value()),
                room.clock().instant(),
                Map.of("at", room.clock().instant().toString()));

        assertThat(hears(lapsed, Invocation.withMillisLeft(25_000))).isTrue();

        assertNothingLeft();
        assertThat(EventAttribute.read(fence())).isEmpty();
    }

    @Test
    @DisplayName("is erased page by page, and goes on where the time was over, each counted once")
    void pages() throws Exception {
        IntStream.range(100, 400).forEach(sequence -> put(PrivacyTable.entryKey(someone.subject(), sequence)));
        Event order = ordered();

        assertThat(hears(order, Invocation.withMillisLeft(25_000, 25_000, 25_000, 7_000)))
                .isFalse();
        assertThat(fence()).doesNotContainKey("finishedAt");
        assertThat(hears(order, Invocation.withMillisLeft(25_000))).isTrue();

        assertNothingLeft();
        JsonNode erased = json(EventAttribute.read(fence()).orElseThrow().data().get("erased"));
        assertThat(erased.path("ConsentEntry").asInt()).isEqualTo(303);
    }

    @Test
    @DisplayName("can't be brought back by a consent, however soon after")
    void stays() {
        hears(ordered(), Invocation.withMillisLeft(25_000));

        room.gives(someone, "resume-photo").isProblem(401, "session-ended");
        room.gives(someone.again(), "resume-photo").isProblem(401, "session-ended");

        assertNothingLeft();
    }

    @Test
    @DisplayName("is found in every kind of item that the inventory has of a subject")
    void everyKind() {
        Set<String> known = PrivacyErasureHandler.partitions().stream()
                .flatMap(partition -> partition.kinds().values().stream())
                .collect(Collectors.toSet());

        List<String> declared = DataInventory.of("privacy", PrivacyTable.class).toJson().stream()
                .map(PrivacyErasureTest::json)
                .map(type -> type.path("item").asText())
                .toList();

        assertThat(declared).isNotEmpty();
        assertThat(known).containsAll(declared);
    }

    private void assertNothingLeft() {
        assertThat(dynamo.items(PrivacyTable.NAME).stream().filter(item -> item.toString()
                        .contains(someone.subject().value())))
                .singleElement()
                .satisfies(item -> assertThat(item).containsAllEntriesOf(Fence.keyOf(someone.subject())));
        assertThat(dynamo.items("SubjectKeysTable")).singleElement().satisfies(item -> assertThat(item)
                .containsOnlyKeys("pk", "sk", "destroyedAt"));
    }

    private Event ordered() {
        return new Event(
                EventId.random(random),
                ErasureEvents.ORDERED,
                Optional.of(someone.subject().value()),
                room.clock().instant(),
                Map.of("order", RandomText.of(random)));
    }

    private boolean hears(Event event, Context context) {
        InMemoryQueue queue = new InMemoryQueue();
        queue.add(EventJson.write(event));
        PrivacyErasureHandler handler = new PrivacyErasureHandler(
                new PrivacyErasureSettings(PrivacyTable.NAME, "SubjectKeysTable", "queue"),
                dynamo.client(),
                queue,
                new AwsCalls(),
                room.clock(),
                new OperationLog("privacy-erasure", room.clock(), log::add));
        queue.settle(handler.handleRequest(queue.receive(), context));
        return queue.left().isEmpty();
    }

    private Map<String, AttributeValue> fence() {
        return dynamo.client()
                .getItem(get -> get.tableName(PrivacyTable.NAME).key(Fence.keyOf(someone.subject())))
                .item();
    }

    private Map<String, AttributeValue> beside(String sortKey) {
        SubjectId subject = someone.subject();
        return Map.of("pk", Fence.keyOf(subject).get("pk"), "sk", text(sortKey), "generation", Attributes.number(1));
    }

    private void put(Map<String, AttributeValue> item) {
        dynamo.client().putItem(put -> put.tableName(PrivacyTable.NAME).item(item));
    }

    private List<Map<String, AttributeValue>> items(String partition) {
        return dynamo.items(PrivacyTable.NAME).stream()
                .filter(item -> item.get("pk").s().equals(partition))
                .toList();
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (com.fasterxml.jackson.core.JsonProcessingException noJson) {
            throw new AssertionError(noJson);
        }
    }
}
