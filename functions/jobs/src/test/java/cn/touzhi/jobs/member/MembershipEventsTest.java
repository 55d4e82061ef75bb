package cn.touzhi.jobs.member;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.jobs.JobsEvents;
import cn.touzhi.jobs.JobsRoom;
import cn.touzhi.jobs.JobsTable;
import cn.touzhi.jobs.Someone;
import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.dynamo.Transactions;
import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.queue.Heard;
import cn.touzhi.kernel.standing.StandingEvents;
import cn.touzhi.kernel.standing.Standings;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("Of memberships, other rooms are told")
class MembershipEventsTest {
    /** In the place of another room's table. */
    private static final String ELSEWHERE = "SubjectKeysTable";

    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(JobsRoom.TABLES);

    private final SecureRandom random = new SecureRandom();
    private final Someone owner = Someone.named('A');
    private final Someone other = Someone.named('B');
    private final Someone third = Someone.named('C');
    private JobsRoom room;
    private String employer;

    @BeforeEach
    void oneOwner() {
        room = JobsRoom.empty(dynamo);
        employer = room.employer(owner);
    }

    @Test
    @DisplayName("each change, in the order of its sequence, for a week")
    void eachChange() {
        room.joins(owner, employer, other, "recruiter");
        gives(other, "interviewer");
        removes(owner, other);
        room.joins(owner, employer, other, "owner");
        removes(owner, owner);

        assertThat(told().stream().map(this::inShort))
                .containsExactly("1 A owner", "2 B recruiter", "3 B interviewer", "4 B -", "5 B owner", "6 A -");
        assertThat(told()).allMatch(event -> event.data().get("employer").equals(employer));
        long week = room.clock().instant().getEpochSecond() + 7 * 24 * 3600;
        assertThat(dynamo.items(JobsTable.NAME))
                .filteredOn(item -> item.get("sk").s().startsWith("EVENT#"))
                .hasSize(6)
                .allMatch(item -> item.get("expiresAt").n().equals(Long.toString(week)));
    }

    @Test
    @DisplayName("once of what is asked for twice")
    void twice() {
        String token = room.invites(owner, employer, "recruiter");
        room.accepts(other, token).is(200);
        room.accepts(other, token).is(200);
        gives(other, "interviewer");
        gives(other, "interviewer");
        removes(owner, other);
        removes(owner, other);

        assertThat(told().stream().map(this::inShort))
                .containsExactly("1 A owner", "2 B recruiter", "3 B interviewer", "4 B -");
    }

    @Test
    @DisplayName("nothing of what was refused")
    void refused() {
        room.joins(owner, employer, other, "recruiter");
        room.call(owner, "DELETE", pathOf(owner)).send().isProblem(409, "last-owner");
        room.call(other, "PUT", pathOf(other))
                .json("{\"role\":\"owner\"}")
                .send()
                .isProblem(403, "role-too-low");

        assertThat(told()).hasSize(2);
    }

    @RepeatedTest(5)
    @DisplayName("all that come about at the same moment, each with a sequence of its own")
    void race() throws Exception {
        room.joins(owner, employer, other, "recruiter");
        room.joins(owner, employer, third, "recruiter");
        String token = room.invites(owner, employer, "interviewer");
        List<Callable<Integer>> tries = List.of(
                () -> room.accepts(Someone.named('D'), token).status(),
                () -> room.call(owner, "DELETE", pathOf(other)).send().status(),
                () -> room.call(owner, "PUT", pathOf(third))
                        .json("{\"role\":\"owner\"}")
                        .send()
                        .status());
        try (var threads = Executors.newFixedThreadPool(3)) {
            for (var one : threads.invokeAll(tries)) {
                assertThat(one.get()).isLessThan(300);
            }
        }

        assertThat(told().stream().map(event -> event.data().get("sequence")))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 6).mapToObj(Integer::toString).toList());
    }

    @Test
    @DisplayName("so that they know as what somebody acts, in whichever order they hear it")
    void heard() {
        room.joins(owner, employer, other, "recruiter");
        String second = room.employer(other);
        gives(other, "interviewer");
        room.joins(owner, employer, third, "recruiter");
        removes(owner, third);
        Standings standings =
                new Standings(dynamo.client(), ELSEWHERE, new Transactions(dynamo.client(), random), room.clock());

        assertThat(JobsEvents.MEMBERSHIP_CHANGED).isEqualTo(StandingEvents.MEMBERSHIP_CHANGED);
        List<Event> shuffled = new ArrayList<>(told());
        shuffled.addAll(told());
        Collections.shuffle(shuffled, random);
        shuffled.forEach(event -> assertThat(standings.hear(event)).isEqualTo(Heard.DONE));

        assertThat(standings.of(owner.subject()).memberships())
                .containsOnlyKeys(employer)
                .containsValue("owner");
        assertThat(standings.of(other.subject()).memberships())
                .hasSize(2)
                .containsEntry(employer, "interviewer")
                .containsEntry(second, "owner");
        assertThat(standings.of(third.subject()).memberships()).isEmpty();
    }

    private List<Event> told() {
        return JobsRoom.told(dynamo).stream()
                .filter(event -> event.type().equals(JobsEvents.MEMBERSHIP_CHANGED))
                .sorted(Comparator.comparing(
                        event -> Integer.parseInt(event.data().get("sequence"))))
                .toList();
    }

    private String inShort(Event event) {
        return event.data().get("sequence") + " "
                + event.subject().orElseThrow().charAt(0) + " " + event.data().getOrDefault("role", "-");
    }

    private void gives(Someone whom, String role) {
        room.call(owner, "PUT", pathOf(whom))
                .json("{\"role\":\"" + role + "\"}")
                .send()
                .is(200);
    }

    private void removes(Someone member, Someone whom) {
        room.call(member, "DELETE", pathOf(whom)).send().is(204);
    }

    private String pathOf(Someone whom) {
        return "/v1/employers/" + employer + "/members/" + whom.subject().value();
    }
}
