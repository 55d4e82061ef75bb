package cn.touzhi.applications.application;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.applications.ApplicationsEvents;
import cn.touzhi.applications.ApplicationsRoom;
import cn.touzhi.applications.ApplicationsTable;
import cn.touzhi.applications.Someone;
import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.http.Answer;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("An application that was rejected")
class ReconsideringTest {
    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(ApplicationsRoom.TABLES);

    private final Someone seeker = Someone.named('A');
    private final Someone recruiter = Someone.named('B');
    private ApplicationsRoom room;
    private String employer;
    private String posting;
    private String id;

    @BeforeEach
    void aRejectedApplication() {
        room = ApplicationsRoom.empty(dynamo);
        employer = room.employer(recruiter, "recruiter");
        posting = room.posting(employer);
        id = room.applies(seeker, posting);
        room.moves(recruiter, employer, id, "{\"move\":\"reject\",\"reason\":\"skills\"}")
                .is(200);
        room.grant(recruiter, employer, id).isProblem(409, "application-over");
    }

    @Test
    @DisplayName(
            "goes on within 30 days if its employer thinks again, which both the seeker and the other rooms are told")
    void reconsidered() {
        room.clock().advance(Duration.ofDays(30));

        reconsiders().is(200);

        JsonNode seen = room.sees(seeker, id).json();
        assertThat(seen.at("/application/state").asText()).isEqualTo("shortlisted");
        assertThat(seen.at("/application").has("reason")).isFalse();
        assertThat(ApplicationsRoom.told(dynamo)).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo(ApplicationsEvents.REOPENED);
            assertThat(event.data()).containsEntry("moves", "3");
        });
        room.grant(recruiter, employer, id).is(200);
        JsonNode disclosure =
                room.call(seeker, "GET", "/v1/disclosures").send().json().at("/disclosures/0");
        assertThat(disclosure.has("endedAt")).isFalse();
        room.applies(seeker, posting, room.receipt(seeker), "").isProblem(409, "already-applied");
        // it ends with its posting, as any other
        room.postingIs(posting, employer, "closed", 3);
        assertThat(room.sees(seeker, id).json().at("/application/state").asText())
                .isEqualTo("closed");
    }

    @Test
    @DisplayName(
            "is reconsidered once where the employer asks again, having heard no answer; who never was rejected is not")
    void repeated() {
        reconsiders().is(200);
        reconsiders().is(200);

        assertThat(room.sees(seeker, id).json().path("history")).hasSize(3);
        String other = room.applies(seeker, room.posting(employer));
        room.moves(recruiter, employer, other, "{\"move\":\"shortlist\"}").is(200);
        room.moves(recruiter, employer, other, "{\"move\":\"reconsider\"}").isProblem(409, "move-not-allowed");
    }

    @Test
    @DisplayName("is not rejected once more by whoever saw it before it was reconsidered, if they say what they saw")
    void overtaken() {
        int seen = room.sees(seeker, id).json().at("/application/steps").asInt() - 1;
        reconsiders().is(200);
        String late = "{\"move\":\"reject\",\"reason\":\"skills\",\"steps\":%d}";

        room.moves(recruiter, employer, id, late.formatted(seen)).isProblem(409, "application-changed");

        assertThat(room.sees(seeker, id).json().at("/application/state").asText())
                .isEqualTo("shortlisted");
        room.moves(recruiter, employer, id, late.formatted(seen + 2)).is(200);
        // whoever heard no answer says the same again
        room.moves(recruiter, employer, id, late.formatted(seen + 2)).is(200);
    }

    @Test
    @DisplayName("is over for good after that, or once its posting is closed")
    void late() {
        String other = room.applies(seeker, room.posting(employer));
        room.moves(recruiter, employer, other, "{\"move\":\"reject\",\"reason\":\"skills\"}")
                .is(200);
        room.clock().advance(Duration.ofDays(30).plusSeconds(1));
        reconsiders().isProblem(409, "move-not-allowed");
        room.clock().advance(Duration.ofDays(-2));
        room.postingIs(posting, employer, "closed", 3);

        reconsiders().isProblem(409, "job-not-open");
    }

    @Test
    @DisplayName("is withdrawn by its seeker, and then nobody brings it back")
    void withdrawn() {
        room.moves(seeker, id, "withdraw").is(200);

        reconsiders().isProblem(409, "move-not-allowed");
        assertThat(dynamo.items(ApplicationsTable.NAME))
                .noneMatch(item -> item.get("sk").s().startsWith("LIVE#"));
    }

    @Test
    @DisplayName("stays so where its seeker has applied once more since")
    void again() {
        room.clock().advance(Duration.ofDays(16));
        String second = room.applies(seeker, posting);

        reconsiders().isProblem(409, "move-not-allowed");
        room.moves(seeker, second, "withdraw").is(200);
        reconsiders().isProblem(409, "move-not-allowed");
        assertThat(List.of(id, second))
                .allSatisfy(one -> room.grant(recruiter, employer, one).isProblem(409, "application-over"));
    }

    @Test
    @DisplayName("is reconsidered some thirty times at most, so that it doesn't grow for ever")
    void bounded() {
        String reject = "{\"move\":\"reject\",\"reason\":\"skills\"}";
        for (int i = 0; i < 29; i++) {
            reconsiders().is(200);
            room.moves(recruiter, employer, id, reject).is(200);
        }

        reconsiders().isProblem(409, "too-many-moves");
        room.moves(seeker, id, "withdraw").is(200);
    }

    @Test
    @DisplayName("keeps no appointment that was made before, in nobody's calendar")
    void appointment() {
        String other = room.applies(Someone.named('C'), posting);
        room.grant(recruiter, employer, other).is(200);
        room.proposes(recruiter, employer, other, "2026-12-01T02:00:00Z").is(200);
        room.moves(recruiter, employer, other, "{\"move\":\"reject\",\"reason\":\"skills\"}")
                .is(200);
        room.moves(recruiter, employer, other, "{\"move\":\"reconsider\"}").is(200);

        assertThat(room.call(Someone.named('C'), "GET", "/v1/applications/" + other + "/interview")
                        .send()
                        .is(200)
                        .body())
                .contains("STATUS:CANCELLED");
    }

    private Answer reconsiders() {
        return room.moves(recruiter, employer, id, "{\"move\":\"reconsider\"}");
    }
}
