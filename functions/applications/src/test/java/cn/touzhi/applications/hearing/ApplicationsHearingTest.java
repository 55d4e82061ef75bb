package cn.touzhi.applications.hearing;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.applications.ApplicationsRoom;
import cn.touzhi.applications.ApplicationsTable;
import cn.touzhi.applications.Someone;
import cn.touzhi.kernel.InMemoryQueue;
import cn.touzhi.kernel.Invocation;
import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.employer.EmployerEvents;
import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.event.EventJson;
import cn.touzhi.kernel.standing.StandingEvents;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What applications hear")
class ApplicationsHearingTest {
    /** As jobs first said so: its own golden files, since it promises to go on like that. */
    private static final Path SAID_BY_JOBS = Path.of("../jobs/src/test/resources/events");

    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(ApplicationsRoom.TABLES);

    private final Someone seeker = Someone.named('A');
    private final Someone recruiter = Someone.named('B');
    private ApplicationsRoom room;
    private String employer;
    private String posting;

    @BeforeEach
    void anOpenPosting() {
        room = ApplicationsRoom.empty(dynamo);
        employer = room.employer(recruiter, "recruiter");
        posting = room.posting(employer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"EmployerChanged", "PostingChanged", "MembershipChanged"})
    @DisplayName("of jobs is understood as jobs first said it:")
    void golden(String type) throws Exception {
        String said = Files.readString(SAID_BY_JOBS.resolve("cn.touzhi.jobs." + type + ".v1.json"));

        assertThat(room.hears(EventJson.read(said))).isTrue();

        assertThat(dynamo.items(ApplicationsTable.NAME)).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "employer, x",
                "employer, -",
                "posting, x",
                "posting, -",
                "state, Open!",
                "state, -",
                "version, 0",
                "version, two",
                "version, -",
                "validThrough, tomorrow",
                "validThrough, -"
            })
    @DisplayName("and can't be made sense of changes nothing, and is not taken for heard:")
    void malformed(String datum, String value) {
        Event sound = room.postingChanged(posting, employer, "closed", 3);
        Map<String, String> data = new HashMap<>(sound.data());
        Optional.ofNullable(value).ifPresentOrElse(text -> data.put(datum, text), () -> data.remove(datum));
        var before = dynamo.items(ApplicationsTable.NAME);

        boolean heard = room.hears(new Event(sound.id(), sound.type(), sound.subject(), sound.time(), data));

        assertThat(heard).isFalse();
        assertThat(dynamo.items(ApplicationsTable.NAME)).containsExactlyInAnyOrderElementsOf(before);
    }

    @Test
    @DisplayName("late, of how something stood before, changes nothing")
    void late() {
        room.employerIs(employer, "suspended", 4);
        room.employerIs(employer, "verified", 3);
        room.applies(seeker, posting, room.receipt(seeker), "").isProblem(409, "job-not-open");
        room.employerIs(employer, "verified", 5);
        room.postingIs(posting, employer, "paused", 4);
        room.postingIs(posting, employer, "open", 3);
        room.applies(seeker, posting, room.receipt(seeker), "").isProblem(409, "job-not-open");
        room.postingIs(posting, employer, "open", 5);

        room.applies(seeker, posting, room.receipt(seeker), "").is(201);
    }

    @Test
    @DisplayName("of a member who ceased to be one holds, whatever comes late of when they were")
    void ceased() {
        String id = room.applies(seeker, posting);
        room.hears(membership("3", Optional.empty()));

        room.hears(membership("2", Optional.of("owner")));

        room.grant(recruiter, employer, id).isProblem(404, "no-such-thing");
        room.hears(membership("4", Optional.of("recruiter")));
        room.grant(recruiter, employer, id).is(200);
    }

    @Test
    @DisplayName("of an employer that was suspended keeps it from looking, and leaves to its seekers what is theirs")
    void suspended() {
        String id = room.applies(seeker, posting);
        room.employerIs(employer, "suspended", 4);

        room.grant(recruiter, employer, id).isProblem(409, "employer-not-verified");
        // what it posted is closed by jobs right after
        room.postingIs(posting, employer, "closed", 3);
        assertThat(room.sees(seeker, id).json().at("/application/state").asText())
                .isEqualTo("closed");
        room.employerIs(employer, "verified", 5);
        room.grant(recruiter, employer, id).isProblem(409, "application-over");
    }

    @Test
    @DisplayName("of a posting's end ends as many applications as there is time for, and the rest when it comes again")
    void noTime() {
        List<String> ids = new ArrayList<>();
        for (char letter = 'C'; letter < 'I'; letter++) {
            ids.add(room.applies(Someone.named(letter), posting));
        }
        InMemoryQueue queue = new InMemoryQueue();
        queue.add(EventJson.write(room.postingChanged(posting, employer, "closed", 3)));

        queue.settle(HearingForTests.handler(dynamo.client(), queue, room.clock(), room.log()::add)
                .handleRequest(queue.receive(), Invocation.withMillisLeft(2_500)));
        assertThat(queue.left()).hasSize(1);
        assertThat(live()).isEqualTo(ids.size());
        room.applies(seeker, posting, room.receipt(seeker), "").isProblem(409, "job-not-open");
        assertThat(room.postingIs(posting, employer, "closed", 3)).isTrue();

        assertThat(live()).isZero();
    }

    private static long live() {
        return dynamo.items(ApplicationsTable.NAME).stream()
                .filter(item -> item.get("sk").s().startsWith("LIVE#"))
                .count();
    }

    private Event membership(String sequence, Optional<String> role) {
        Map<String, String> data = new HashMap<>(Map.of("employer", employer, "sequence", sequence));
        role.ifPresent(as -> data.put("role", as));
        return room.event(
                StandingEvents.MEMBERSHIP_CHANGED,
                Optional.of(recruiter.subject().value()),
                data);
    }

    /** So that a name that changes is noticed here. */
    @Test
    @DisplayName("is told by jobs")
    void types() {
        assertThat(List.of(EmployerEvents.EMPLOYER_CHANGED, EmployerEvents.POSTING_CHANGED))
                .containsExactly("cn.touzhi.jobs.EmployerChanged.v1", "cn.touzhi.jobs.PostingChanged.v1");
    }
}
