package cn.touzhi.jobs.member;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.jobs.JobText;
import cn.touzhi.jobs.JobsRoom;
import cn.touzhi.jobs.JobsTable;
import cn.touzhi.jobs.Someone;
import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.WriteUnits;
import cn.touzhi.kernel.erasure.Fence;
import cn.touzhi.kernel.http.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@DisplayName("A member of an employer")
class MembersTest {
    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(JobsRoom.TABLES);

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
    @DisplayName("comes by an invitation, in the role that it says, and the employer's others see them")
    void joins() {
        room.joins(owner, employer, other, "recruiter");

        assertThat(roles(owner)).containsExactly("owner", "recruiter");
        assertThat(roles(other)).containsExactly("owner", "recruiter");
        assertConsistent();
    }

    @Test
    @DisplayName("comes by an invitation that one person takes once, and says again that they did")
    void once() {
        String token = room.invites(owner, employer, "interviewer");

        room.accepts(other, token).is(200);
        room.accepts(third, token).isProblem(404, "no-such-thing");

        assertThat(room.accepts(other, token).is(200).text("role")).isEqualTo("interviewer");
        removes(owner, other).is(204);
        room.accepts(other, token).isProblem(404, "no-such-thing");
        assertConsistent();
    }

    @Test
    @DisplayName("is one person where many take an invitation at the same moment")
    void raceForOne() throws Exception {
        String token = room.invites(owner, employer, "recruiter");
        List<Callable<Integer>> tries = new ArrayList<>();
        for (char letter = 'B'; letter < 'H'; letter++) {
            Someone one = Someone.named(letter);
            tries.add(() -> room.accepts(one, token).status());
        }

        assertThat(allOf(tries)).filteredOn(status -> status == 200).hasSize(1);

        assertThat(roles(owner)).containsExactly("owner", "recruiter");
        assertConsistent();
    }

    @Test
    @DisplayName("who is one already stays what they are, and leaves the invitation to somebody else")
    void already() {
        String token = room.invites(owner, employer, "interviewer");

        assertThat(room.accepts(owner, token).is(200).text("role")).isEqualTo("owner");

        room.accepts(other, token).is(200);
    }

    @Test
    @DisplayName("doesn't come by an invitation that is a week old, made up, or not one at all")
    void notUsable() {
        String token = room.invites(owner, employer, "recruiter");
        room.clock().advance(Duration.ofDays(7));
        List<String> answers = new ArrayList<>();

        for (String bad : List.of(token, "U".repeat(22), "short")) {
            answers.add(room.accepts(other, bad).isProblem(404, "no-such-thing").body());
        }

        assertThat(answers).containsOnly(answers.getFirst());
        assertThat(roles(owner)).containsExactly("owner");
    }

    @Test
    @DisplayName("doesn't come by an invitation of somebody who has stopped owning it since")
    void invitedByFormerOwner() {
        room.joins(owner, employer, other, "owner");
        String token = room.invites(other, employer, "owner");
        removes(owner, other).is(204);

        room.accepts(other, token).isProblem(404, "no-such-thing");
        room.accepts(third, token).isProblem(404, "no-such-thing");

        room.joins(owner, employer, third, "recruiter");
    }

    @Test
    @DisplayName("is invited by a token that lies nowhere, and that the same request gets again")
    void tokens() {
        String path = "/v1/employers/" + employer + "/invitations";
        String first = room.call(owner, "POST", path)
                .key("invite-a-recruiter")
                .json("{\"role\":\"recruiter\"}")
                .send()
                .is(201)
                .body();
        room.clock().advance(Duration.ofMinutes(5));

        Answer again = room.call(owner, "POST", path)
                .key("invite-a-recruiter")
                .json("{\"role\":\"recruiter\"}")
                .send()
                .is(201);

        assertThat(again.body()).isEqualTo(first);
        assertThat(again.text("token")).hasSize(22);
        assertThat(again.text("expiresAt")).isEqualTo("2026-11-30T12:00:00Z");
        assertThat(dynamo.items(JobsTable.NAME))
                .noneMatch(item -> item.toString().contains(again.text("token")));
        room.call(owner, "POST", path)
                .key("invite-a-recruiter")
                .json("{\"role\":\"owner\"}")
                .send()
                .isProblem(422, "idempotency-key-reused");
    }

    @ParameterizedTest(name = "{0}: manages {1}, posts {2}, looks {3}")
    @CsvSource({"owner, true, true, true", "recruiter, false, true, true", "interviewer, false, false, true"})
    @DisplayName("may do what their role says and nothing more")
    void matrix(String role, boolean manages, boolean posts, boolean looks) {
        Someone member = role.equals("owner") ? owner : other;
        if (member == other) {
            room.joins(owner, employer, other, role);
        }
        room.joins(owner, employer, third, "interviewer");
        String base = "/v1/employers/" + employer;

        List<Integer> managing = List.of(
                room.create(member, base + "/invitations", "{\"role\":\"recruiter\"}")
                        .send()
                        .status(),
                gives(member, third, "recruiter").status(),
                room.call(member, "POST", base + "/submission").send().status(),
                removes(member, third).status());
        int posting = room.create(member, base + "/jobs", JobText.good().json())
                .send()
                .status();
        List<Integer> looking = List.of(
                room.call(member, "GET", base).send().status(),
                room.call(member, "GET", base + "/members").send().status(),
                room.call(member, "GET", base + "/jobs").send().status());

        assertThat(managing).allMatch(status -> manages ? status < 300 : status == 403);
        assertThat(posting).isEqualTo(posts ? 201 : 403);
        assertThat(looking).containsOnly(looks ? 200 : 403);
    }

    @Test
    @DisplayName("who owns gives others a role, and takes it; once more changes nothing")
    void roles() {
        room.joins(owner, employer, other, "interviewer");

        assertThat(gives(owner, other, "owner").is(200).text("role")).isEqualTo("owner");
        gives(owner, other, "owner").is(200);
        assertThat(roles(owner)).containsExactly("owner", "owner");
        gives(other, owner, "recruiter").is(200);

        gives(owner, other, "recruiter").isProblem(403, "role-too-low");
        gives(other, third, "owner").isProblem(404, "no-such-thing");
        assertConsistent();
    }

    @Test
    @DisplayName("may go, and is gone at once; whoever is gone can't be removed again by themselves")
    void leaves() {
        room.joins(owner, employer, other, "recruiter");

        removes(other, owner).isProblem(403, "role-too-low");
        removes(other, other).is(204);

        room.call(other, "GET", "/v1/employers/" + employer).send().isProblem(404, "no-such-thing");
        removes(other, other).isProblem(404, "no-such-thing");
        removes(owner, other).is(204);
        removes(owner, third).is(204);
        assertConsistent();
    }

    @Test
    @DisplayName("who is the last to own it neither goes nor steps down")
    void lastOwner() {
        room.joins(owner, employer, other, "recruiter");

        removes(owner, owner).isProblem(409, "last-owner");
        gives(owner, owner, "recruiter").isProblem(409, "last-owner");

        gives(owner, other, "owner").is(200);
        removes(owner, owner).is(204);
        removes(other, other).isProblem(409, "last-owner");
        assertConsistent();
    }

    @RepeatedTest(10)
    @DisplayName("who owns it stays where two remove each other at the same moment")
    void removeEachOther() throws Exception {
        room.joins(owner, employer, other, "owner");

        List<Integer> statuses = allOf(List.of(() -> removes(owner, other).status(), () -> removes(other, owner)
                .status()));

        assertThat(statuses).containsExactlyInAnyOrder(204, 404);
        assertThat(dynamo.items(JobsTable.NAME))
                .filteredOn(item -> item.get("sk").s().startsWith("MEMBER#"))
                .hasSize(1);
        assertConsistent();
    }

    @RepeatedTest(5)
    @DisplayName("who owns it stays where all step down at the same moment")
    void allStepDown() throws Exception {
        room.joins(owner, employer, other, "owner");
        room.joins(owner, employer, third, "owner");

        List<Integer> statuses = allOf(List.of(
                () -> gives(owner, owner, "recruiter").status(),
                () -> removes(other, other).status(),
                () -> gives(third, third, "interviewer").status()));

        assertThat(statuses).filteredOn(status -> status == 409).hasSize(1);
        assertConsistent();
    }

    @Test
    @DisplayName("is the fiftieth at most, also where several come at the same moment")
    void fifty() throws Exception {
        for (int i = 1; i < 48; i++) {
            room.joins(owner, employer, numbered(i), "interviewer");
        }
        List<Callable<Integer>> tries = new ArrayList<>();
        for (int i = 48; i < 54; i++) {
            Someone one = numbered(i);
            String token = room.invites(owner, employer, "interviewer");
            tries.add(() -> room.accepts(one, token).status());
        }

        List<Integer> statuses = allOf(tries);

        assertThat(statuses).filteredOn(status -> status == 200).hasSize(2);
        assertThat(statuses).filteredOn(status -> status == 409).hasSize(4);
        assertThat(roles(owner)).hasSize(50);
        assertConsistent();
    }

    @Test
    @DisplayName("is nobody who is being erased")
    void erased() {
        String token = room.invites(owner, employer, "recruiter");
        dynamo.client().putItem(put -> put.tableName(JobsTable.NAME).item(Fence.keyOf(other.subject())));

        room.accepts(other, token).isProblem(401, "session-ended");

        assertThat(roles(owner)).containsExactly("owner");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{\"role\":\"OWNER\"}", "{\"role\":null}", "{\"role\":[\"owner\"]}", "{\"role\":\"x\"}"})
    @DisplayName("has one of three roles:")
    void malformed(String body) {
        room.create(owner, "/v1/employers/" + employer + "/invitations", body)
                .send()
                .isProblem(400, "malformed-request");
        room.call(
                        owner,
                        "PUT",
                        "/v1/employers/" + employer + "/members/"
                                + owner.subject().value())
                .json(body)
                .send()
                .isProblem(400, "malformed-request");
    }

    @Test
    @DisplayName("costs two reads side by side and one transaction to invite; two more reads to come; and so to go")
    void budget() {
        var inviting = dynamo.requestsOf(() -> room.invites(owner, employer, "recruiter"));
        String token = room.invites(owner, employer, "recruiter");
        var coming = dynamo.requestsOf(() -> room.accepts(other, token).is(200));
        var going = dynamo.requestsOf(() -> removes(other, other).is(204));

        assertThat(inviting).hasSize(3);
        assertThat(WriteUnits.of(inviting)).isEqualTo(10);
        assertThat(coming).hasSize(4);
        assertThat(WriteUnits.of(coming)).isEqualTo(12);
        assertThat(going).hasSize(3);
        assertThat(WriteUnits.of(going)).isEqualTo(8);
    }

    /** Counts are those of the members, who lie on both sides, and one at least owns it. */
    private void assertConsistent() {
        var items = dynamo.items(JobsTable.NAME);
        Map<String, AttributeValue> counts = items.stream()
                .filter(item -> item.get("sk").s().equals("EMPLOYER"))
                .findFirst()
                .orElseThrow();
        List<String> members = items.stream()
                .filter(item -> item.get("pk").s().equals("EMPLOYER#" + employer))
                .map(item -> item.get("sk").s())
                .filter(key -> key.startsWith("MEMBER#"))
                .toList();
        long owners = items.stream()
                .filter(item -> item.containsKey("role")
                        && item.get("role").s().equals("owner")
                        && item.get("sk").s().startsWith("MEMBER#"))
                .count();
        assertThat(counts.get("members").n()).isEqualTo(Integer.toString(members.size()));
        assertThat(counts.get("owners").n()).isEqualTo(Long.toString(owners));
        assertThat(owners).isPositive();
        assertThat(items.stream()
                        .filter(item -> item.get("sk").s().equals("EMPLOYER#" + employer))
                        .map(item -> item.get("pk").s()))
                .containsExactlyInAnyOrderElementsOf(members);
    }

    private List<String> roles(Someone member) {
        return StreamSupport.stream(
                        room.call(member, "GET", "/v1/employers/" + employer + "/members")
                                .send()
                                .is(200)
                                .json()
                                .path("members")
                                .spliterator(),
                        false)
                .map(one -> one.path("role").asText())
                .toList();
    }

    private Answer gives(Someone member, Someone whom, String role) {
        return room.call(member, "PUT", pathOf(whom))
                .json("{\"role\":\"" + role + "\"}")
                .send();
    }

    private Answer removes(Someone member, Someone whom) {
        return room.call(member, "DELETE", pathOf(whom)).send();
    }

    private String pathOf(Someone whom) {
        return "/v1/employers/" + employer + "/members/" + whom.subject().value();
    }

    private static Someone numbered(int number) {
        Someone one = Someone.named('N');
        return new Someone(new SubjectId("%022d".formatted(number)), one.session(), one.generation(), one.scope());
    }

    private static <T> List<T> allOf(List<Callable<T>> tries) throws Exception {
        List<T> answers = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(tries.size())) {
            for (Future<T> one : threads.invokeAll(tries)) {
                answers.add(one.get());
            }
        }
        return answers;
    }
}
