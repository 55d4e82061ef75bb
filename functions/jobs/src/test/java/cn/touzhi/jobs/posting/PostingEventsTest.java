package cn.touzhi.jobs.posting;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.jobs.JobText;
import cn.touzhi.jobs.JobsEvents;
import cn.touzhi.jobs.JobsRoom;
import cn.touzhi.jobs.JobsTable;
import cn.touzhi.jobs.Someone;
import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.dynamo.Transactions;
import cn.touzhi.kernel.employer.EmployerId;
import cn.touzhi.kernel.event.Event;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("Of postings, other rooms are told")
class PostingEventsTest {
    private static final String LATER = "2027-06-30T16:00:00Z";

    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(JobsRoom.TABLES);

    private final SecureRandom random = new SecureRandom();
    private final Someone owner = Someone.named('A');
    private final JobText text = JobText.good();
    private JobsRoom room;
    private String employer;

    @BeforeEach
    void verifiedEmployer() {
        room = JobsRoom.empty(dynamo);
        employer = room.verifiedEmployer(owner);
    }

    @Test
    @DisplayName("each move and each other end of what is or was open, with its version")
    void eachChange() {
        String job = room.draft(owner, employer, text);
        room.moves(owner, employer, job, 1, "open").is(200);
        Event opened = told(job).orElseThrow();
        assertThat(opened.subject()).isEmpty();
        assertThat(opened.time()).isEqualTo(room.clock().instant());
        assertThat(opened.data())
                .containsEntry("posting", job)
                .containsEntry("employer", employer)
                .containsEntry("state", "open")
                .containsEntry("validThrough", "2027-03-31T16:00:00Z")
                .containsEntry("version", "2")
                .hasSize(5);

        room.moves(owner, employer, job, 2, "paused").is(200);
        assertThat(inShort(job)).isEqualTo("3 paused 2027-03-31T16:00:00Z");
        changes(job, 3, text.until(LATER));
        assertThat(inShort(job)).isEqualTo("4 paused " + LATER);
        room.moves(owner, employer, job, 4, "open").is(200);
        assertThat(inShort(job)).isEqualTo("5 open " + LATER);
        room.moves(owner, employer, job, 5, "closed").is(200);
        assertThat(inShort(job)).isEqualTo("6 closed " + LATER);
    }

    @Test
    @DisplayName("nothing of a draft, not even that it is closed")
    void drafts() {
        String job = room.draft(owner, employer, text);
        changes(job, 1, text.until(LATER));
        room.moves(owner, employer, job, 2, "closed").is(200);

        assertThat(told(job)).isEmpty();
    }

    @Test
    @DisplayName("nothing again by a change of what they aren't told, nor by one that is refused")
    void onlyWhatIsTold() {
        String job = room.openJob(owner, employer, text);
        Event opened = told(job).orElseThrow();

        changes(job, 2, text.titled("前端开发工程师"));
        room.moves(owner, employer, job, 2, "paused").isProblem(412, "version-changed");

        assertThat(told(job)).contains(opened);
    }

    @Test
    @DisplayName(
            "of what had ended by itself that it is expired, once it is given another end, and then that it is open")
    void expired() {
        String soon = room.clock().instant().plus(Duration.ofHours(1)).toString();
        String job = room.openJob(owner, employer, text.until(soon));
        room.clock().advance(Duration.ofHours(1));

        changes(job, 2, text.until(LATER));
        assertThat(inShort(job)).isEqualTo("3 expired " + LATER);

        room.moves(owner, employer, job, 3, "open").is(200);
        assertThat(inShort(job)).isEqualTo("4 open " + LATER);
    }

    @Test
    @DisplayName("that it is closed where its employer was suspended")
    void closedByOthers() {
        String job = room.openJob(owner, employer, text);
        room.decides(employer, "suspended", "complaints").is(200);

        boolean done = new SuspendedPostings(
                        dynamo.client(),
                        JobsTable.NAME,
                        new Transactions(dynamo.client(), random),
                        room.clock(),
                        random)
                .close(new EmployerId(employer), () -> true);

        assertThat(done).isTrue();
        assertThat(inShort(job)).isEqualTo("3 closed 2027-03-31T16:00:00Z");
    }

    private void changes(String job, int version, JobText other) {
        room.call(owner, "PUT", "/v1/employers/" + employer + "/jobs/" + job)
                .header("if-match", "\"" + version + "\"")
                .json(other.json())
                .send()
                .is(200);
    }

    private String inShort(String job) {
        Event event = told(job).orElseThrow();
        return String.join(
                " ",
                List.of(
                        event.data().get("version"),
                        event.data().get("state"),
                        event.data().get("validThrough")));
    }

    private Optional<Event> told(String job) {
        return JobsRoom.told(dynamo).stream()
                .filter(event -> event.type().equals(JobsEvents.POSTING_CHANGED))
                .filter(event -> event.data().get("posting").equals(job))
                .findFirst();
    }
}
