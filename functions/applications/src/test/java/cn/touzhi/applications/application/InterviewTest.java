package cn.touzhi.applications.application;

import static org.assertj.core.api.Assertions.assertThat;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import cn.touzhi.applications.ApplicationsRoom;
import cn.touzhi.applications.ApplicationsTable;
import cn.touzhi.applications.Someone;
import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.http.Answer;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("An interview")
class InterviewTest {
    private static final String AT = "2026-12-01T02:00:00Z";

    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(ApplicationsRoom.TABLES);

    private final Someone seeker = Someone.named('A');
    private final Someone recruiter = Someone.named('B');
    private ApplicationsRoom room;
    private String employer;
    private String id;

    @BeforeEach
    void anApplicationThatWasLookedAt() {
        room = ApplicationsRoom.empty(dynamo);
        employer = room.employer(recruiter, "recruiter");
        id = room.applies(seeker, room.posting(employer));
        room.grant(recruiter, employer, id).is(200);
    }

    @Test
    @DisplayName("says when, where and with whom, to both sides alike")
    void said() {
        room.proposes(recruiter, employer, id, AT).is(200);

        JsonNode seen = room.sees(seeker, id).json().path("interview");
        assertThat(seen.path("at").asText()).isEqualTo(AT);
        assertThat(seen.path("minutes").asInt()).isEqualTo(60);
        assertThat(seen.path("place").asText()).isEqualTo("北京市海淀区中关村大街 1 号");
        assertThat(seen.path("link").asText()).isEqualTo("https://meeting.example/123");
        assertThat(seen.path("contact").asText()).isEqualTo("李女士");
        assertThat(room.call(recruiter, "GET", "/v1/employers/" + employer + "/applications/" + id)
                        .send()
                        .is(200)
                        .json()
                        .path("interview"))
                .isEqualTo(seen);
    }

    @Test
    @DisplayName("lies sealed with the key of whoever is invited, and is gone with it")
    void sealed() {
        room.proposes(recruiter, employer, id, AT).is(200);

        assertThat(dynamo.items(ApplicationsTable.NAME).toString()).doesNotContain("中关村", "meeting.example", "李女士");
        dynamo.clear("SubjectKeysTable");
        room.clock().advance(Duration.ofMinutes(6));
        JsonNode seen = room.sees(seeker, id).is(200).json();
        assertThat(seen.has("interview")).isFalse();
        room.call(seeker, "GET", "/v1/applications/" + id + "/interview").send().isProblem(404, "no-such-thing");
    }

    @Test
    @DisplayName("goes into a calendar, where it moves when it is proposed anew and is cancelled when it is declined")
    void calendar() {
        room.call(seeker, "GET", "/v1/applications/" + id + "/interview").send().isProblem(404, "no-such-thing");
        room.proposes(recruiter, employer, id, AT).is(200);
        VEvent first = entry();
        room.proposes(recruiter, employer, id, "2026-12-02T06:30:00Z").is(200);
        room.accepts(seeker, id, "2026-12-02T06:30:00Z").is(200);
        VEvent second = entry();
        room.moves(seeker, id, "decline-interview").is(200);
        VEvent third = entry();

        assertThat(first.getDateStart().getValue()).isEqualTo(Date.from(Instant.parse(AT)));
        assertThat(first.getDuration().getValue().toMillis()).isEqualTo(3_600_000);
        assertThat(first.getLocation().getValue()).isEqualTo("北京市海淀区中关村大街 1 号");
        assertThat(first.getUrl().getValue()).isEqualTo("https://meeting.example/123");
        assertThat(first.getDescription().getValue()).contains("李女士");
        assertThat(first.getStatus().isTentative()).isTrue();
        assertThat(second.getUid().getValue()).isEqualTo(first.getUid().getValue());
        assertThat(second.getSequence().getValue())
                .isGreaterThan(first.getSequence().getValue());
        assertThat(second.getDateStart().getValue()).isEqualTo(Date.from(Instant.parse("2026-12-02T06:30:00Z")));
        assertThat(second.getStatus().isConfirmed()).isTrue();
        assertThat(third.getStatus().isCancelled()).isTrue();
    }

    @Test
    @DisplayName("is in nobody else's calendar")
    void foreign() {
        room.proposes(recruiter, employer, id, AT).is(200);

        for (Someone other : new Someone[] {recruiter, Someone.named('C')}) {
            room.call(other, "GET", "/v1/applications/" + id + "/interview")
                    .send()
                    .isProblem(404, "no-such-thing");
        }
    }

    @Test
    @DisplayName("that was accepted is not accepted for another time, nor declined when its time is over")
    void later() {
        room.proposes(recruiter, employer, id, AT).is(200);
        room.accepts(seeker, id, AT).is(200);
        room.accepts(seeker, id, AT).is(200);
        room.accepts(seeker, id, "2026-12-05T02:00:00Z").isProblem(409, "move-not-allowed");
        room.clock().advance(Duration.ofDays(5));

        room.moves(seeker, id, "decline-interview").isProblem(409, "interview-changed");
    }

    @Test
    @DisplayName("is proposed anew until the application has taken sixty steps, and no more")
    void bounded() {
        for (int day = 1; day <= 58; day++) {
            room.proposes(
                            recruiter,
                            employer,
                            id,
                            Instant.parse(AT).plus(Duration.ofDays(day)).toString())
                    .is(200);
        }

        room.proposes(recruiter, employer, id, AT).isProblem(409, "too-many-moves");
        room.moves(seeker, id, "withdraw").is(200);
    }

    private VEvent entry() {
        Answer answer = room.call(seeker, "GET", "/v1/applications/" + id + "/interview")
                .send()
                .is(200);
        assertThat(answer.header("content-type")).hasValue("text/calendar;charset=utf-8");
        ICalendar calendar = Biweekly.parse(answer.body()).first();
        assertThat(calendar.validate(biweekly.ICalVersion.V2_0).isEmpty()).isTrue();
        assertThat(answer.body().getBytes(StandardCharsets.UTF_8)).isNotEmpty();
        return calendar.getEvents().getFirst();
    }
}
