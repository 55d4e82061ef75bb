package cn.touzhi.jobs.erasure;

import static cn.touzhi.kernel.dynamo.Attributes.text;
import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.jobs.JobText;
import cn.touzhi.jobs.JobsEvents;
import cn.touzhi.jobs.JobsRoom;
import cn.touzhi.jobs.JobsTable;
import cn.touzhi.jobs.Someone;
import cn.touzhi.kernel.Clause;
import cn.touzhi.kernel.InMemoryQueue;
import cn.touzhi.kernel.Invocation;
import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.RandomText;
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
import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@Clause({"71", "73"})
@DisplayName("Clause 6.3, 6.5 (duties 71, 73): in jobs, whoever is to be erased")
class JobsErasureTest {
    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(JobsRoom.TABLES);

    private final SecureRandom random = new SecureRandom();
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final Someone someone = Someone.named('A');
    private final Someone other = Someone.named('B');
    private JobsRoom room;
    private String alone;
    private String shared;

    /** They own one employer alone, and are recruiter of another's. */
    @BeforeEach
    void someoneWhoUsedEverything() {
        room = JobsRoom.empty(dynamo);
        alone = room.verifiedEmployer(someone);
        shared = room.verifiedEmployer(other);
        room.openJob(someone, alone, JobText.good());
        room.joins(other, shared, someone, "recruiter");
        room.openJob(someone, shared, JobText.good());
        room.invites(someone, alone, "owner");
        put(beside("ENDED#" + "Z".repeat(22)));
        put(beside("GENERATION"));
    }

    @Test
    @Clause("56")
    @DisplayName("leaves an opaque id in the fence and in the place of a key, and the report counts what went")
    void nothingLeft() {
        var others = dynamo.items(JobsTable.NAME).stream()
                .filter(item -> item.toString().contains(other.subject().value()))
                .toList();
        Event order = ordered();

        assertThat(hears(order, Invocation.withMillisLeft(25_000))).isTrue();

        assertNothingLeft();
        Event report = EventAttribute.read(fence()).orElseThrow();
        assertThat(report.type()).isEqualTo(JobsEvents.ERASURE_REPORTED);
        assertThat(report.data()).containsEntry("order", order.data().get("order"));
        assertThat(report.data()).containsEntry("kept", "[]");
        assertThat(json(report.data().get("erased")).properties())
                .extracting(kind -> kind.getKey() + " " + kind.getValue())
                .containsExactly(
                        "EndedSession 1",
                        "IdempotencyRecord 4",
                        "LowestGeneration 1",
                        "Member 2",
                        "Membership 2",
                        "MembershipEvent 2");
        assertThat(dynamo.items(JobsTable.NAME)).containsAll(others);
        assertThat(log).noneMatch(line -> line.contains(someone.subject().value()));
    }

    @Test
    @DisplayName("and owned an employer alone leaves it suspended, with none who may come, and says so; others' go on")
    void lastOwner() {
        String token = room.invites(someone, alone, "owner");
        room.joins(someone, alone, other, "interviewer");

        hears(ordered(), Invocation.withMillisLeft(25_000));

        var left = room.call(other, "GET", "/v1/employers/" + alone).send().is(200);
        assertThat(left.text("state")).isEqualTo("suspended");
        assertThat(left.text("reasonCode")).isEqualTo("no-owner");
        assertThat(JobsRoom.told(dynamo))
                .filteredOn(event -> event.type().equals(JobsEvents.EMPLOYER_CHANGED))
                .extracting(event ->
                        event.data().get("employer") + " " + event.data().get("state"))
                .contains(alone + " suspended", shared + " verified");
        room.accepts(Someone.named('C'), token).isProblem(404, "no-such-thing");
        room.decides(alone, "verified", "documents-match").isProblem(409, "move-not-allowed");
        room.decides(alone, "suspended", "complaints").isProblem(409, "move-not-allowed");
        assertThat(counts(alone)).isEqualTo("0 1");
        assertThat(counts(shared)).isEqualTo("1 1");
    }

    @Test
    @DisplayName("and owned an employer with somebody leaves it to them")
    void oneOfTwo() {
        room.joins(someone, alone, other, "owner");

        hears(ordered(), Invocation.withMillisLeft(25_000));

        assertThat(room.call(other, "GET", "/v1/employers/" + alone)
                        .send()
                        .is(200)
                        .text("state"))
                .isEqualTo("verified");
        assertThat(counts(alone)).isEqualTo("1 1");
        assertNothingLeft();
    }

    @RepeatedTest(5)
    @DisplayName("at the same moment as the other owner goes is the last one, or not: one of two orders holds")
    void lastOwnerRace() throws Exception {
        room.joins(someone, alone, other, "owner");
        String path = "/v1/employers/" + alone + "/members/" + other.subject().value();
        int status;
        try (var threads = Executors.newFixedThreadPool(2)) {
            Future<Boolean> erased = threads.submit(() -> hears(ordered(), Invocation.withMillisLeft(25_000)));
            Future<Integer> gone =
                    threads.submit(() -> room.call(other, "DELETE", path).send().status());
            assertThat(erased.get()).isTrue();
            status = gone.get();
        }

        assertNothingLeft();
        assertThat(status).isIn(204, 409);
        String state = room.call(Someone.ofStaff(), "GET", "/v1/employers/" + alone)
                .send()
                .is(200)
                .text("state");
        assertThat(state).isEqualTo(status == 204 ? "suspended" : "verified");
        assertThat(counts(alone)).isEqualTo(status == 204 ? "0 0" : "1 1");
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
    void pages() {
        for (int i = 0; i < 70; i++) {
            room.joins(other, room.employer(other), someone, i % 2 == 0 ? "owner" : "interviewer");
        }
        Event order = ordered();

        assertThat(hears(order, Invocation.withMillisLeft(25_000, 25_000, 25_000, 7_000)))
                .isFalse();
        assertThat(fence()).doesNotContainKey("finishedAt");
        assertThat(hears(order, Invocation.withMillisLeft(25_000))).isTrue();

        assertNothingLeft();
        JsonNode erased = json(EventAttribute.read(fence()).orElseThrow().data().get("erased"));
        assertThat(erased.path("Member").asInt()).isEqualTo(72);
        assertThat(erased.path("Membership").asInt()).isEqualTo(72);
        assertThat(dynamo.items(JobsTable.NAME))
                .filteredOn(item -> item.get("sk").s().equals("EMPLOYER"))
                .filteredOn(item -> !item.get("pk").s().equals("EMPLOYER#" + alone))
                .allMatch(item -> item.get("owners").n().equals("1")
                        && item.get("members").n().equals("1"));
    }

    @Test
    @DisplayName("can't be brought back by any request of theirs, or of others for them, however soon after")
    void stays() {
        String token = room.invites(other, shared, "owner");
        hears(ordered(), Invocation.withMillisLeft(25_000));
        Someone again = new Someone(someone.subject(), "T".repeat(22), 2, "user");

        for (Someone one : List.of(someone, again)) {
            room.accepts(one, token).isProblem(401, "session-ended");
            room.create(one, "/v1/employers", JobsRoom.employerBody("91310110666007217T"))
                    .send()
                    .isProblem(401, "session-ended");
            room.create(one, "/v1/employers/" + shared + "/jobs", JobText.good().json())
                    .send()
                    .isProblem(401, "session-ended");
        }

        assertNothingLeft();
    }

    @Test
    @DisplayName("leaves nothing half done to whoever asked for something at the same moment")
    void requestsMeanwhile() throws Exception {
        String token = room.invites(other, shared, "owner");
        try (var threads = Executors.newFixedThreadPool(4)) {
            List<Future<?>> all = new ArrayList<>();
            all.add(threads.submit(
                    () -> room.create(someone, "/v1/employers", JobsRoom.employerBody("91310110666007217T"))
                            .send()));
            all.add(threads.submit(() -> room.accepts(someone, token)));
            all.add(threads.submit(
                    () -> room.create(someone, "/v1/employers/" + alone + "/invitations", "{\"role\":\"owner\"}")
                            .send()));
            all.add(threads.submit(() -> hears(ordered(), Invocation.withMillisLeft(25_000))));
            for (Future<?> one : all) {
                one.get();
            }
        }
        while (!hears(ordered(), Invocation.withMillisLeft(25_000))) {
            Thread.onSpinWait();
        }

        assertNothingLeft();
    }

    @Test
    @DisplayName("is found in every kind of item of theirs that the inventory has")
    void everyKind() {
        Set<String> known = new HashSet<>(MemberData.besides());
        MemberData.partitions()
                .forEach(partition -> known.addAll(partition.kinds().values()));

        List<String> declared = DataInventory.of("jobs", JobsTable.class).toJson().stream()
                .map(JobsErasureTest::json)
                .filter(type ->
                        type.path("fields").findValues("personal").stream().anyMatch(JsonNode::asBoolean))
                .map(type -> type.path("item").asText())
                .toList();

        assertThat(declared).isNotEmpty();
        assertThat(known).containsAll(declared);
    }

    private void assertNothingLeft() {
        assertThat(dynamo.items(JobsTable.NAME).stream().filter(item -> item.toString()
                        .contains(someone.subject().value())))
                .singleElement()
                .satisfies(item -> assertThat(item).containsAllEntriesOf(Fence.keyOf(someone.subject())));
        assertThat(dynamo.items("SubjectKeysTable")).singleElement().satisfies(item -> assertThat(item)
                .containsOnlyKeys("pk", "sk", "destroyedAt"));
    }

    private String counts(String employer) {
        return dynamo.items(JobsTable.NAME).stream()
                .filter(item -> item.get("pk").s().equals("EMPLOYER#" + employer)
                        && item.get("sk").s().equals("EMPLOYER"))
                .map(item -> item.get("owners").n() + " " + item.get("members").n())
                .findFirst()
                .orElseThrow();
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
        JobsErasureHandler handler = new JobsErasureHandler(
                new JobsErasureSettings(JobsTable.NAME, "SubjectKeysTable", "queue"),
                dynamo.client(),
                queue,
                new AwsCalls(),
                room.clock(),
                new OperationLog("jobs-erasure", room.clock(), log::add));
        queue.settle(handler.handleRequest(queue.receive(), context));
        return queue.left().isEmpty();
    }

    private Map<String, AttributeValue> fence() {
        return dynamo.client()
                .getItem(get -> get.tableName(JobsTable.NAME).key(Fence.keyOf(someone.subject())))
                .item();
    }

    private Map<String, AttributeValue> beside(String sortKey) {
        return Map.of(
                "pk",
                Fence.keyOf(someone.subject()).get("pk"),
                "sk",
                text(sortKey),
                "generation",
                Attributes.number(1));
    }

    private void put(Map<String, AttributeValue> item) {
        dynamo.client().putItem(put -> put.tableName(JobsTable.NAME).item(item));
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException noJson) {
            throw new AssertionError(noJson);
        }
    }
}
