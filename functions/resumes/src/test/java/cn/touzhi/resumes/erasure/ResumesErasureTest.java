package cn.touzhi.resumes.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.Clause;
import cn.touzhi.kernel.InMemoryQueue;
import cn.touzhi.kernel.Invocation;
import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.RandomText;
import cn.touzhi.kernel.attachment.ObjectKeys;
import cn.touzhi.kernel.aws.AwsCalls;
import cn.touzhi.kernel.data.DataInventory;
import cn.touzhi.kernel.erasure.ErasureEvents;
import cn.touzhi.kernel.erasure.Fence;
import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.event.EventAttribute;
import cn.touzhi.kernel.event.EventJson;
import cn.touzhi.kernel.log.OperationLog;
import cn.touzhi.resumes.ResumeText;
import cn.touzhi.resumes.ResumesEvents;
import cn.touzhi.resumes.ResumesRoom;
import cn.touzhi.resumes.ResumesTable;
import cn.touzhi.resumes.Someone;
import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("Clause 6.3, 6.5: somebody who had resumes")
class ResumesErasureTest {
    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(ResumesRoom.TABLES);

    private final SecureRandom random = new SecureRandom();
    private final Someone someone = Someone.named('A');
    private final Someone other = Someone.named('B');
    private ResumesRoom room;
    private String resume;
    private String attachment;
    private String others;

    @BeforeEach
    void someoneWhoUsedEverything() {
        room = ResumesRoom.empty(dynamo);
        room.consents(someone, "resume-health", "permission-storage");
        attachment = room.attaches(someone, "简历.pdf", "application/pdf");
        room.announces(someone, "证书.png", "image/png").is(201);
        room.bucket().put(ObjectKeys.uploaded(someone.subject(), attachment), "application/pdf", new byte[1000]);
        room.actsFor(someone, "E".repeat(22));
        resume = room.begins(someone, ResumeText.complete().disclosing("health", "\"1\""));
        room.begins(someone, ResumeText.draft());
        room.shows(someone, resume, 1, "public").is(200);
        room.employerIs("E".repeat(22), "verified", 3);
        room.postingIs("P".repeat(22), "E".repeat(22), "open", 2);
        room.call(someone, "POST", "/v1/employers/" + "E".repeat(22) + "/resume-searches")
                .json("{\"category\":\"0101\"}")
                .send()
                .is(200);
        room.freezes(someone, resume).is(201);
        room.begins(other, ResumeText.complete());
        room.consents(other, "permission-storage");
        others = ObjectKeys.cleanOf(room.attaches(other, "简历.pdf", "application/pdf"));
    }

    @Test
    @Clause("56")
    @DisplayName("leaves an opaque id in the fence and in the place of a key, and the report counts what went")
    void nothingLeft() {
        var others = dynamo.items(ResumesTable.NAME).stream()
                .filter(item -> item.toString().contains(other.subject().value()))
                .toList();
        Event order = ordered();

        assertThat(hears(order, Invocation.withMillisLeft(25_000))).isTrue();

        assertNothingLeft();
        Event report = EventAttribute.read(dynamo.client()
                        .getItem(get -> get.tableName(ResumesTable.NAME).key(Fence.keyOf(someone.subject())))
                        .item())
                .orElseThrow();
        assertThat(report.type()).isEqualTo(ResumesEvents.ERASURE_REPORTED);
        assertThat(json(report.data().get("erased")).properties())
                .extracting(kind -> kind.getKey() + " " + kind.getValue())
                .containsExactly(
                        "Attachment 2",
                        "HeldConsents 1",
                        "HeldMembership 1",
                        "Holdings 1",
                        "IdempotencyRecord 5",
                        "OwnVersion 1",
                        "Resume 2",
                        "SearchCount 1",
                        "SearchPointer 8",
                        "Version 1");
        assertThat(dynamo.items(ResumesTable.NAME)).containsAll(others);
    }

    @Test
    @DisplayName("is erased page by page, however many versions there are")
    void pages() {
        for (int i = 0; i < 60; i++) {
            room.freezes(someone, resume).is(201);
        }

        assertThat(hears(ordered(), Invocation.withMillisLeft(25_000))).isTrue();

        assertNothingLeft();
    }

    @RepeatedTest(3)
    @DisplayName("is not brought back by what was under way")
    void underWay() throws Exception {
        try (var threads = Executors.newFixedThreadPool(4)) {
            List<Future<?>> all = List.of(
                    threads.submit(() -> hears(ordered(), Invocation.withMillisLeft(25_000))),
                    threads.submit(() -> room.freezes(someone, resume)),
                    threads.submit(() -> room.create(someone, "/v1/resumes")
                            .json(ResumeText.draft().json())
                            .send()),
                    threads.submit(() -> room.consents(someone, "resume-body")));
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
        Set<String> known = new HashSet<>(ResumeData.besides());
        ResumeData.partitions()
                .forEach(partition -> known.addAll(partition.kinds().values()));

        List<String> declared = DataInventory.of("resumes", ResumesTable.class).toJson().stream()
                .map(ResumesErasureTest::json)
                .filter(type ->
                        type.path("fields").findValues("personal").stream().anyMatch(JsonNode::asBoolean))
                .map(type -> type.path("item").asText())
                .toList();

        assertThat(declared).isNotEmpty();
        assertThat(known).containsAll(declared);
    }

    private void assertNothingLeft() {
        assertThat(dynamo.items(ResumesTable.NAME).stream().filter(item -> item.toString()
                        .contains(someone.subject().value())))
                .singleElement()
                .satisfies(item -> assertThat(item).containsAllEntriesOf(Fence.keyOf(someone.subject())));
        assertThat(dynamo.items("SubjectKeysTable"))
                .filteredOn(item -> item.toString().contains(someone.subject().value()))
                .singleElement()
                .satisfies(item -> assertThat(item).containsOnlyKeys("pk", "sk", "createdAt", "destroyedAt"));
        assertThat(room.bucket().keys()).hasSize(2).allMatch(key -> key.startsWith(others));
    }

    @Test
    @Clause("11")
    @DisplayName("keeps no file that was found to be harmless while it was erased")
    void checkedMeanwhile() {
        room.bucket().beforeDeleting(bucket -> room.isClean(someone, attachment, "V".repeat(22)));

        assertThat(hears(ordered(), Invocation.withMillisLeft(25_000))).isTrue();

        assertNothingLeft();
    }

    @Test
    @Clause("11")
    @DisplayName("keeps no file that is found to be harmless afterwards")
    void checkedLate() {
        assertThat(hears(ordered(), Invocation.withMillisLeft(25_000))).isTrue();

        room.isClean(someone, attachment, "V".repeat(22));

        assertNothingLeft();
    }

    private Event ordered() {
        return room.event(ErasureEvents.ORDERED, someone, Map.of("order", RandomText.of(random)));
    }

    private boolean hears(Event event, Context context) {
        InMemoryQueue queue = new InMemoryQueue();
        queue.add(EventJson.write(event));
        ResumesErasureHandler handler = new ResumesErasureHandler(
                new ResumesErasureSettings(ResumesTable.NAME, "SubjectKeysTable", ResumesRoom.BUCKET, "queue"),
                dynamo.client(),
                queue,
                room::bucket,
                new AwsCalls(),
                room.clock(),
                new OperationLog(
                        "resumes-erasure", room.clock(), line -> room.log().add(line)));
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
