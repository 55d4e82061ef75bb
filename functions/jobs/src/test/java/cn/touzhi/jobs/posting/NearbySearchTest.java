package cn.touzhi.jobs.posting;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.jobs.JobText;
import cn.touzhi.jobs.JobsRoom;
import cn.touzhi.jobs.JobsTable;
import cn.touzhi.jobs.Someone;
import cn.touzhi.kernel.Clause;
import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.http.Answer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@DisplayName("Whoever looks for jobs near by")
class NearbySearchTest {
    /** A square in Kunming, in GCJ-02. */
    private static final double LATITUDE = 25.0376;

    private static final double LONGITUDE = 102.7143;

    /** Degrees of latitude. */
    private static final double KILOMETRE = 1 / 111.195;

    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(JobsRoom.TABLES);

    private final Someone owner = Someone.named('A');
    private final JobText text = JobText.good();
    private JobsRoom room;
    private String employer;

    @BeforeEach
    void aVerifiedEmployer() {
        room = JobsRoom.empty(dynamo);
        employer = room.verifiedEmployer(owner);
    }

    @Test
    @DisplayName("sees the nearest first, each with its distance, and none that is too far or says not where it is")
    void nearestFirst() {
        String four = openAt(4);
        String one = openAt(1);
        String six = openAt(6);
        String nineteen = openAt(-19);
        openAt(21);
        room.openJob(owner, employer, text);

        JsonNode five = near(5000).is(200).json().path("jobs");
        JsonNode twenty = near(20000).is(200).json().path("jobs");

        assertThat(ids(five)).containsExactly(one, four);
        assertThat(ids(twenty)).containsExactly(one, four, six, nineteen);
        assertThat(twenty.findValuesAsText("metres")).containsExactly("1000", "4000", "6000", "19000");
        assertThat(twenty.path(0).path("job").path("title").asText()).isEqualTo("后端开发工程师");
    }

    @Test
    @DisplayName("sees those of a category, where one is named")
    void category() {
        openAt(1);
        String other =
                room.openJob(owner, employer, text.in("0201", "530102").at("GCJ02", LATITUDE + KILOMETRE, LONGITUDE));

        JsonNode found = near(body("GCJ02", LATITUDE, LONGITUDE, 5000).replace("}", ",\"category\":\"0201\"}"))
                .is(200)
                .json();

        assertThat(ids(found.path("jobs"))).containsExactly(other);
    }

    @Test
    @DisplayName("sees the same from the same place, in whichever system it is said, and whichever a job says")
    void systems() {
        // 25.0406, 102.7129 of satellites is 25.03763, 102.71434 on maps
        String onMaps = room.openJob(owner, employer, text.at("GCJ02", 25.03763, 102.71434));
        String ofSatellites = room.openJob(owner, employer, text.at("WGS84", 25.0406, 102.7129));

        for (String place : List.of(body("GCJ02", 25.03763, 102.71434, 5000), body("WGS84", 25.0406, 102.7129, 5000))) {
            JsonNode jobs = near(place).is(200).json().path("jobs");
            assertThat(ids(jobs)).containsExactlyInAnyOrder(onMaps, ofSatellites);
            assertThat(jobs.findValuesAsText("metres")).containsOnly("0");
        }
        JsonNode stored =
                room.call("GET", "/v1/jobs/" + ofSatellites).send().is(200).json();
        JsonNode position = stored.path("fields").path("position");
        assertThat(position.path("coordSys").asText()).isEqualTo("GCJ02");
        assertThat(position.path("latitude").asDouble()).isBetween(25.0376, 25.0377);
    }

    @Test
    @DisplayName("sees none that was paused, or has moved away, also where the index is left over")
    void gone() {
        String paused = openAt(1);
        String moved = openAt(2);
        var before = index();
        room.moves(owner, employer, paused, 2, "paused").is(200);
        room.call(owner, "PUT", "/v1/employers/" + employer + "/jobs/" + moved)
                .header("if-match", "\"2\"")
                .json(text.at("GCJ02", 39.9087, 116.3975).json())
                .send()
                .is(200);
        assertThat(index()).hasSize(2);
        assertThat(near(5000).is(200).json().path("jobs")).isEmpty();

        before.forEach(item ->
                dynamo.client().putItem(put -> put.tableName(JobsTable.NAME).item(item)));

        assertThat(near(20000).is(200).json().path("jobs")).isEmpty();
    }

    @Test
    @Clause("29")
    @DisplayName("Clause 2.3.3 (duty 29): leaves where they are nowhere, neither in the table nor in the log")
    void positionKeptNowhere() {
        openAt(1);
        var before = dynamo.items(JobsTable.NAME);
        int logged = room.log().size();

        near(body("WGS84", 25.031717, 102.731717, 20000)).is(200);
        near(body("WGS84", 95.031717, 102.731717, 20000)).isProblem(400, "malformed-request");
        Answer answer = near(body("WGS84", 25.031717, 102.731717, 5000)).is(200);

        assertThat(dynamo.items(JobsTable.NAME)).containsExactlyInAnyOrderElementsOf(before);
        assertThat(room.log().subList(logged, room.log().size()))
                .noneMatch(line -> line.contains("0317") || line.contains("7317"));
        assertThat(answer.body()).doesNotContain("0317").doesNotContain("7317");
        assertThat(answer.header("cache-control")).contains("no-store");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'latitude':25.0376,'longitude':102.7143,'radius':5000}",
                "{'coordSys':'gcj02','latitude':25.0376,'longitude':102.7143,'radius':5000}",
                "{'coordSys':'GCJ02','latitude':2.9,'longitude':102.7143,'radius':5000}",
                "{'coordSys':'GCJ02','latitude':25.0376,'longitude':136.1,'radius':5000}",
                "{'coordSys':'GCJ02','latitude':'25.0376','longitude':102.7143,'radius':5000}",
                "{'coordSys':'GCJ02','latitude':25.0376,'longitude':102.7143,'radius':4999}",
                "{'coordSys':'GCJ02','latitude':25.0376,'longitude':102.7143,'radius':10000}",
                "{'coordSys':'GCJ02','latitude':25.0376,'longitude':102.7143,'radius':5000,'category':'01'}",
                "{'coordSys':'GCJ02','latitude':25.0376,'longitude':102.7143,'radius':5000,'page':2}"
            })
    @DisplayName("must say where, how far and in which system:")
    void malformed(String body) {
        near(body.replace('\'', '"')).isProblem(400, "malformed-request");
    }

    @Test
    @DisplayName("is understood with whole degrees and with many digits")
    void numbers() {
        near(body("GCJ02", 25.0, 102.0, 5000).replace("25.0,", "25,")).is(200);
        near("{\"coordSys\":\"GCJ02\",\"latitude\":25.03761234567,\"longitude\":102.714312345678,\"radius\":5000}")
                .is(200);
    }

    private List<Map<String, AttributeValue>> index() {
        return dynamo.items(JobsTable.NAME).stream()
                .filter(item -> item.get("pk").s().startsWith("NEAR#"))
                .toList();
    }

    private String openAt(double kilometresNorth) {
        return room.openJob(owner, employer, text.at("GCJ02", LATITUDE + kilometresNorth * KILOMETRE, LONGITUDE));
    }

    private Answer near(int radius) {
        return near(body("GCJ02", LATITUDE, LONGITUDE, radius));
    }

    private Answer near(String body) {
        return room.call("POST", "/v1/job-searches/nearby").json(body).send();
    }

    private static String body(String coordSys, double latitude, double longitude, int radius) {
        return "{\"coordSys\":\"" + coordSys + "\",\"latitude\":" + latitude + ",\"longitude\":" + longitude
                + ",\"radius\":" + radius + "}";
    }

    private static List<String> ids(JsonNode jobs) {
        return jobs.findValues("job").stream()
                .map(job -> job.path("id").asText())
                .toList();
    }
}
