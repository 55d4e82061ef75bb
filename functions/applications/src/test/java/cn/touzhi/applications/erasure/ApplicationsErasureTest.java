package cn.touzhi.applications.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.applications.ApplicationsEvents;
import cn.touzhi.applications.ApplicationsRoom;
import cn.touzhi.applications.ApplicationsTable;
import cn.touzhi.applications.Someone;
import cn.touzhi.kernel.Clause;
import cn.touzhi.kernel.InMemoryQueue;
import cn.touzhi.kernel.Invocation;
import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.RandomText;
import cn.touzhi.kernel.aws.AwsCalls;
import cn.touzhi.kernel.data.DataInventory;
import cn.touzhi.kernel.erasure.ErasureEvents;
import cn.touzhi.kernel.erasure.Fence;
import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.event.EventAttribute;
import cn.touzhi.kernel.event.EventJson;
import cn.touzhi.kernel.log.OperationLog;
import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@DisplayName("Clause 6.3, 6.5: somebody who submitted resumes")
class ApplicationsErasureTest {
    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(ApplicationsRoom.TABLES);

    private final SecureRandom random = new SecureRandom();
    private final Someone someone = Someone.named('A');
    private final Someone other = Someone.named('B');
    private ApplicationsRoom room;
    private String employer;
    private String posting;

    @BeforeEach
    void someoneWhoUsedEverything() {
        room = ApplicationsRoom.empty(dynamo);
        employer = room.employer(someone, "owner");
        posting = room.posting(employer);
        String over = room.applies(someone, posting);
        room.grant(someone, employer, over).is(200);
        room.moves(someone, over, "withdraw").is(200);
        String invited = room.applies(someone, room.posting(employer));
        room.grant(someone, employer, invited).is(200);
        room.proposes(someone, employer, invited, "2026-12-01T02:00:00Z").is(200);
        room.accepts(someone, invited, "2026-12-01T02:00:00Z").is(200);
        room.applies(someone, room.posting(employer));
        room.applies(other, posting);
    }

    @Test
    @Clause("56")
    @DisplayName("leaves an opaque id in the fence and in the place of a key, and the report counts what went")
    void nothingLeft() {
        var others = dynamo.items(ApplicationsTable.NAME).stream()
                .filter(item -> item.toString().contains(other.subject().value()))
                .toList();
        Event order = ordered();

        assertThat(hears(order, Invocation.withMillisLeft(25_000))).isTrue();

        assertNothingLeft();
        Event report = EventAttribute.read(dynamo.client()
                        .getItem(get -> get.tableName(ApplicationsTable.NAME).key(Fence.keyOf(someone.subject())))
                        .item())
                .orElseThrow();
        assertThat(report.type()).isEqualTo(ApplicationsEvents.ERASURE_REPORTED);
        assertThat(json(report.data().get("erased")).properties())
                .extracting(kind -> kind.getKey() + " " + kind.getValue())
                .containsExactly(
                        "Application 3",
                        "DailyCount 1",
                        "Disclosure 3",
                        "HeldMembership 1",
                        "IdempotencyRecord 3",
                        "OwnApplication 3",
                        "PostingLock 3",
                        "SubmittedVersion 3",
                        "TakenMove 8");
        assertThat(dynamo.items(ApplicationsTable.NAME)).containsAll(others);
    }

    @Test
    @Clause("56")
    @DisplayName("leaves the record that the law demands, sealed from every room, and the report says until when")
    void held() {
        assertThat(hears(ordered(), Invocation.withMillisLeft(25_000))).isTrue();

        List<Map<String, AttributeValue>> held = dynamo.items("HeldTable");
        assertThat(held)
                .hasSize(3)
                .allSatisfy(item -> {
                    assertThat(item.get("pk").s())
                            .isEqualTo("SUBJECT#" + someone.subject().value());
                    assertThat(item.get("expiresAt").n()).isEqualTo("1890446400");
                    JsonNode record = json(unsealed(item));
                    assertThat(record.path("employer").asText()).isEqualTo(employer);
                    assertThat(item.get("sk").s())
                            .isEqualTo(
                                    "APPLICATION#" + record.path("application").asText());
                    assertThat(record.at("/steps/0/state").asText()).isEqualTo("submitted");
                    assertThat(record.at("/steps/0/at").asLong()).isEqualTo(1795752000L);
                    assertThat(item.toString())
                            .doesNotContain(employer, record.path("posting").asText());
                })
                .extracting(item -> json(unsealed(item)).path("steps").size())
                .containsExactlyInAnyOrder(1, 3, 4);
        JsonNode kept = json(EventAttribute.read(dynamo.client()
                        .getItem(get -> get.tableName(ApplicationsTable.NAME).key(Fence.keyOf(someone.subject())))
                        .item())
                .orElseThrow()
                .data()
                .get("kept"));
        assertThat(kept).singleElement().satisfies(one -> {
            assertThat(one.path("kind").asText()).isEqualTo("SealedRecord");
            assertThat(one.path("basis").asText()).startsWith("5.1.1");
            assertThat(one.path("until").asText()).isEqualTo("2029-11-27T04:00:00Z");
        });
    }

    @Test
    @DisplayName("leaves no record of what ended more than three years ago")
    void heldNoLonger() {
        room.clock().advance(Duration.ofDays(1096));

        assertThat(hears(ordered(), Invocation.withMillisLeft(25_000))).isTrue();

        assertThat(dynamo.items("HeldTable"))
                .as("those that were still going on when they were erased")
                .hasSize(2);
    }

    @Test
    @DisplayName("is not erased before the record is sealed")
    void unsealable() {
        room.kms().isDown(true);
        assertThat(hears(ordered(), Invocation.withMillisLeft(25_000))).isFalse();
        assertThat(dynamo.items("HeldTable")).isEmpty();
        assertThat(dynamo.items(ApplicationsTable.NAME).toString())
                .contains("SEEKER#" + someone.subject().value());
        room.kms().isDown(false);

        assertThat(hears(ordered(), Invocation.withMillisLeft(25_000))).isTrue();

        assertThat(dynamo.items("HeldTable")).hasSize(3);
        assertNothingLeft();
    }

    @Test
    @DisplayName("is erased page by page, however many applications there are")
    void pages() {
        for (int i = 0; i < 25; i++) {
            room.applies(someone, room.posting(employer));
        }

        assertThat(hears(ordered(), Invocation.withMillisLeft(25_000))).isTrue();

        assertNothingLeft();
    }

    @RepeatedTest(3)
    @DisplayName("is not brought back by what was under way")
    void underWay() throws Exception {
        try (var threads = Executors.newFixedThreadPool(4)) {
            String another = room.posting(employer);
            String receipt = room.receipt(someone);
            List<Future<?>> all = List.of(
                    threads.submit(() -> hears(ordered(), Invocation.withMillisLeft(25_000))),
                    threads.submit(() -> room.applies(someone, another, receipt, "")),
                    threads.submit(() -> room.acts(someone, room.id(), "owner")),
                    threads.submit(() -> room.postingIs(posting, employer, "closed", 3)));
            for (Future<?> one : all) {
                one.get();
            }
        }
        hears(ordered(), Invocation.withMillisLeft(25_000));

        assertNothingLeft();
    }

    @Test
    @DisplayName("is erased by every kind that the inventory declares")
    void everyKind() {
        // what names an employer or a posting, and an application that goes
        Set<String> known = new HashSet<>(ApplicationData.besides());
        ApplicationData.partitions()
                .forEach(partition -> known.addAll(partition.kinds().values()));

        List<String> declared = DataInventory.of("applications", ApplicationsTable.class).toJson().stream()
                .map(ApplicationsErasureTest::json)
                .filter(type ->
                        type.path("fields").findValues("personal").stream().anyMatch(JsonNode::asBoolean))
                .map(type -> type.path("item").asText())
                .toList();

        assertThat(declared).isNotEmpty();
        assertThat(known).containsAll(declared);
    }

    private void assertNothingLeft() {
        assertThat(dynamo.items(ApplicationsTable.NAME).stream().filter(item -> item.toString()
                        .contains(someone.subject().value())))
                .singleElement()
                .satisfies(item -> assertThat(item).containsAllEntriesOf(Fence.keyOf(someone.subject())));
        assertThat(dynamo.items(ApplicationsTable.NAME).toString())
                .as("nor what lies with the employer")
                .doesNotContain("SEEKER#" + someone.subject().value());
        assertThat(dynamo.items(ApplicationsTable.NAME))
                .filteredOn(item -> item.get("pk").s().equals("EMPLOYER#" + employer)
                        && item.get("sk").s().startsWith("AT#"))
                .hasSizeLessThanOrEqualTo(1);
    }

    private String unsealed(Map<String, AttributeValue> item) {
        return room.kms()
                .decrypt(request -> request.keyId("HeldKey")
                        .ciphertextBlob(item.get("record").b())
                        .encryptionContext(Map.of(
                                "room",
                                "applications",
                                "subject",
                                someone.subject().value(),
                                "record",
                                item.get("sk").s())))
                .plaintext()
                .asUtf8String();
    }

    private Event ordered() {
        return room.event(
                ErasureEvents.ORDERED, Optional.of(someone.subject().value()), Map.of("order", RandomText.of(random)));
    }

    private boolean hears(Event event, Context context) {
        InMemoryQueue queue = new InMemoryQueue();
        queue.add(EventJson.write(event));
        ApplicationsErasureHandler handler = new ApplicationsErasureHandler(
                new ApplicationsErasureSettings(
                        ApplicationsTable.NAME, "SubjectKeysTable", "HeldTable", "HeldKey", "queue"),
                dynamo.client(),
                queue,
                room.kms(),
                new AwsCalls(),
                room.clock(),
                new OperationLog(
                        "applications-erasure", room.clock(), line -> room.log().add(line)));
        queue.settle(handler.handleRequest(queue.receive(), context));
        return queue.left().isEmpty();
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException noJson) {
            throw new AssertionError(noJson);
        }
    }
}
