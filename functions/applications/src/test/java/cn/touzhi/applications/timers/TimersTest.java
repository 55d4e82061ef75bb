package cn.touzhi.applications.timers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.touzhi.applications.ApplicationsEvents;
import cn.touzhi.applications.ApplicationsRoom;
import cn.touzhi.applications.ApplicationsTable;
import cn.touzhi.applications.Someone;
import cn.touzhi.kernel.Invocation;
import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.event.Event;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@DisplayName("By itself, an application")
class TimersTest {
    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(ApplicationsRoom.TABLES);

    private final Someone seeker = Someone.named('A');
    private final Someone recruiter = Someone.named('B');
    private ApplicationsRoom room;
    private String employer;
    private String posting;
    private String id;

    @BeforeEach
    void anApplication() {
        room = ApplicationsRoom.empty(dynamo);
        employer = room.employer(recruiter, "recruiter");
        posting = room.posting(employer);
        id = room.applies(seeker, posting);
    }

    @Test
    @DisplayName("expires when its employer has been silent for 30 days, not a second sooner, and its seeker is told")
    void expires() {
        room.clock().advance(Duration.ofDays(30).minusSeconds(1));
        assertThat(run()).isZero();
        room.clock().advance(Duration.ofSeconds(1));

        assertThat(run()).isOne();

        JsonNode seen = room.sees(seeker, id).json();
        assertThat(seen.at("/application/state").asText()).isEqualTo("expired");
        assertThat(seen.at("/application/stage/chinese").asText()).isEqualTo("招聘单位超时未处理");
        assertThat(ApplicationsRoom.told(dynamo)).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo(ApplicationsEvents.CLOSED);
            assertThat(event.data()).containsEntry("state", "expired");
        });
        room.grant(recruiter, employer, id).isProblem(409, "application-over");
        assertThat(dynamo.items(ApplicationsTable.NAME))
                .noneMatch(item -> item.get("pk").s().startsWith("DUE#")
                        || item.get("sk").s().startsWith("LIVE#"));
        assertThat(run()).isZero();
    }

    @Test
    @DisplayName("expires though it was looked at, and not once its employer has answered")
    void answered() {
        room.clock().advance(Duration.ofDays(20));
        room.grant(recruiter, employer, id).is(200);
        String other = room.applies(Someone.named('C'), posting);
        room.moves(recruiter, employer, other, "{\"move\":\"shortlist\"}").is(200);
        room.clock().advance(Duration.ofDays(10));

        assertThat(run()).isOne();

        assertThat(stateOf(seeker, id)).isEqualTo("expired");
        room.clock().advance(Duration.ofDays(40));
        assertThat(run()).isZero();
        assertThat(stateOf(Someone.named('C'), other)).isEqualTo("shortlisted");
    }

    @Test
    @DisplayName("counts as interviewed a day after the interview, as it was proposed last")
    void interviewed() {
        room.grant(recruiter, employer, id).is(200);
        room.proposes(recruiter, employer, id, "2026-12-01T02:00:00Z").is(200);
        room.proposes(recruiter, employer, id, "2026-12-03T02:00:00Z").is(200);
        room.accepts(seeker, id, "2026-12-03T02:00:00Z").is(200);
        room.clock().advance(Duration.ofDays(6));
        assertThat(run()).isZero();
        room.clock().advance(Duration.ofDays(1));

        assertThat(run()).isOne();

        assertThat(stateOf(seeker, id)).isEqualTo("interviewed");
        assertThat(dynamo.items(ApplicationsTable.NAME))
                .noneMatch(item -> item.get("pk").s().startsWith("DUE#"));
    }

    @RepeatedTest(10)
    @DisplayName("expires or is answered, of the two in the same moment, and is counted as it ends")
    void raced() throws Exception {
        room.clock().advance(Duration.ofDays(30));
        try (var threads = Executors.newFixedThreadPool(3)) {
            List<Future<?>> all = List.of(
                    threads.submit(this::run),
                    threads.submit(this::run),
                    threads.submit(() -> room.moves(recruiter, employer, id, "{\"move\":\"shortlist\"}")));
            for (Future<?> one : all) {
                one.get();
            }
        }
        run();

        Map<String, AttributeValue> answers = dynamo.items(ApplicationsTable.NAME).stream()
                .filter(item -> item.get("sk").s().startsWith("ANSWERS#"))
                .findFirst()
                .orElseThrow();
        String counted = stateOf(seeker, id).equals("expired") ? "silent" : "answered";
        assertThat(answers).containsEntry(counted, AttributeValue.fromN("1")).hasSize(3);
        assertThat(dynamo.items(ApplicationsTable.NAME))
                .noneMatch(item -> item.get("pk").s().startsWith("DUE#"));
    }

    @Test
    @DisplayName("is found by what is due, however many wait, and by the next run where one had no time")
    void bounded() {
        List<Integer> requests = new ArrayList<>();
        for (int waiting : List.of(5, 200)) {
            while (due().size() < waiting) {
                Map<String, AttributeValue> copy = new HashMap<>(due().getFirst());
                copy.put("sk", AttributeValue.fromS("2027-06-01T00:00:00Z#" + room.id()));
                dynamo.client()
                        .putItem(put -> put.tableName(ApplicationsTable.NAME).item(copy));
            }
            requests.add(dynamo.requestsOf(this::run).size());
        }
        assertThat(requests).containsExactly(8, 8);
        room.clock().advance(Duration.ofDays(30));

        assertThat(room.timersRun(Invocation.withMillisLeft(4_000))).containsEntry("taken", 0);

        assertThat(stateOf(seeker, id)).isEqualTo("submitted");
        assertThat(run()).isOne();
    }

    @Test
    @DisplayName("that can't be read rings, and keeps no other from its time")
    void broken() {
        String other = room.applies(Someone.named('C'), posting);
        dynamo.client().updateItem(update -> update.tableName(ApplicationsTable.NAME)
                .key(ApplicationsTable.applicationKey(id))
                .updateExpression("SET #state = :nonsense")
                .expressionAttributeNames(Map.of("#state", "state"))
                .expressionAttributeValues(Map.of(":nonsense", AttributeValue.fromS("nonsense"))));
        room.clock().advance(Duration.ofDays(30));

        assertThatThrownBy(this::run).isInstanceOf(IllegalStateException.class);

        assertThat(stateOf(Someone.named('C'), other)).isEqualTo("expired");
        assertThat(room.log()).anyMatch(line -> line.contains("timer-failed") && line.contains(id));
    }

    @Test
    @DisplayName("leaves a timer behind where it went on meanwhile, and that goes by itself")
    void stale() {
        Map<String, AttributeValue> old = due().getFirst();
        room.moves(seeker, id, "withdraw").is(200);
        dynamo.client().putItem(put -> put.tableName(ApplicationsTable.NAME).item(old));
        room.clock().advance(Duration.ofDays(30));

        assertThat(run()).isZero();

        assertThat(due()).isEmpty();
        assertThat(stateOf(seeker, id)).isEqualTo("withdrawn");
        List<Event> told = ApplicationsRoom.told(dynamo);
        assertThat(told).hasSize(1);
    }

    @Test
    @DisplayName("tells its seeker how its employer answers others, once there were five")
    void rate() {
        for (char letter : new char[] {'C', 'D', 'E'}) {
            String other = room.applies(Someone.named(letter), posting);
            room.moves(recruiter, employer, other, "{\"move\":\"reject\",\"reason\":\"skills\"}")
                    .is(200);
        }
        room.applies(Someone.named('F'), posting);
        room.clock().advance(Duration.ofDays(30));
        String withdrawn = room.applies(Someone.named('G'), posting);
        room.moves(Someone.named('G'), withdrawn, "withdraw").is(200);
        assertThat(room.sees(seeker, id).json().has("employerAnswers")).isFalse();

        assertThat(run()).isEqualTo(2);

        JsonNode answers = room.sees(seeker, id).json().path("employerAnswers");
        assertThat(answers.path("rate").asInt()).isEqualTo(60);
    }

    private int run() {
        return (int) room.timersRun(Invocation.unhurried()).get("taken");
    }

    private String stateOf(Someone someone, String application) {
        return room.sees(someone, application).json().at("/application/state").asText();
    }

    private static List<Map<String, AttributeValue>> due() {
        return dynamo.items(ApplicationsTable.NAME).stream()
                .filter(item -> item.get("pk").s().startsWith("DUE#"))
                .toList();
    }
}
