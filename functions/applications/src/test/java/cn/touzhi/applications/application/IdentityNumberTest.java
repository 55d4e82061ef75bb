package cn.touzhi.applications.application;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.applications.ApplicationsRoom;
import cn.touzhi.applications.ApplicationsTable;
import cn.touzhi.applications.Someone;
import cn.touzhi.kernel.Clause;
import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.http.Answer;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Clause 2.1.2: an ID number")
class IdentityNumberTest {
    /** The example of GB 11643-1999 itself. */
    private static final String NUMBER = "11010519491231002X";

    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(ApplicationsRoom.TABLES);

    private final Someone seeker = Someone.named('A');
    private final Someone recruiter = Someone.named('B');
    private final Someone stranger = Someone.named('C');
    private ApplicationsRoom room;
    private String employer;
    private String id;

    @BeforeEach
    void someoneShortlisted() {
        room = ApplicationsRoom.empty(dynamo);
        employer = room.employer(recruiter, "recruiter");
        id = room.applies(seeker, room.posting(employer));
        room.grant(recruiter, employer, id).is(200);
        room.consents(seeker, 1, OwnIdentityNumbers.CONSENT);
    }

    private void shortlisted() {
        room.moves(recruiter, employer, id, "{\"move\":\"shortlist\"}").is(200);
    }

    @Test
    @Clause("12")
    @DisplayName(
            "is asked for once somebody is shortlisted, given by its owner, and shown to whoever asked, who is seen to look")
    void shown() {
        asks("written-exam").isProblem(409, "move-not-allowed");
        shortlisted();
        gives(NUMBER).isProblem(409, "identity-number-not-asked");
        asks("written-exam").is(200);
        views().isProblem(409, "identity-number-not-given");

        gives("11010519491231002x").is(200);

        assertThat(views().is(200).text("number")).isEqualTo(NUMBER);
        JsonNode own = sees().is(200).json();
        assertThat(own.path("purpose").asText()).isEqualTo("written-exam");
        assertThat(own.path("number").asText()).isEqualTo("1****************X");
        assertThat(looks()).isEqualTo(2);
        assertThat(dynamo.items(ApplicationsTable.NAME).toString()).doesNotContain("110105", "4912310");
    }

    @Test
    @Clause("12")
    @DisplayName("is gone in the moment in which the application ends, whoever ends it")
    void ends() {
        given();
        room.moves(recruiter, employer, id, "{\"move\":\"reject\",\"reason\":\"skills\"}")
                .is(200);

        views().isProblem(409, "identity-number-not-given");
        assertNoneLeft();
    }

    @Test
    @Clause("12")
    @DisplayName("is not read after thirty days, though it may lie there still")
    void thirtyDays() {
        given();
        room.clock().advance(Duration.ofDays(30));

        views().isProblem(409, "identity-number-not-given");
        sees().isProblem(404, "no-such-thing");
        gives(NUMBER).isProblem(409, "identity-number-not-asked");
    }

    @Test
    @Clause("12")
    @DisplayName("that is given again, mistyped at first, is kept no longer than the first would have been")
    void givenAgain() {
        given();
        room.clock().advance(Duration.ofDays(20));
        gives("440524188001010014").isProblem(400, "malformed-request");
        gives("440524199001010018").is(200);
        assertThat(views().is(200).text("number")).isEqualTo("440524199001010018");

        room.clock().advance(Duration.ofDays(10));

        views().isProblem(409, "identity-number-not-given");
    }

    @Test
    @Clause("12")
    @DisplayName("is taken back by its owner at any time")
    void takenBack() {
        given();

        takesBack().is(204);
        takesBack().is(204);

        views().isProblem(409, "identity-number-not-given");
        assertNoneLeft();
    }

    @Test
    @Clause("10")
    @DisplayName("needs a consent of its own, with which it goes")
    void consent() {
        room.consents(seeker, 2);
        shortlisted();
        asks("interview").is(200);
        gives(NUMBER).isProblem(403, "consent-required");
        room.consents(seeker, 3, OwnIdentityNumbers.CONSENT);
        gives(NUMBER).is(200);

        room.consents(seeker, 4);

        views().isProblem(409, "identity-number-not-given");
        assertNoneLeft();
    }

    @Test
    @DisplayName("that was given for one purpose is not there for another")
    void anotherPurpose() {
        given();
        asks("written-exam").is(200);
        views().is(200);

        asks("political-review").is(200);

        views().isProblem(409, "identity-number-not-given");
    }

    @Test
    @DisplayName("is not shown to whoever only interviews, nor to anybody else")
    void others() {
        given();
        Someone interviewer = Someone.named('D');
        room.acts(interviewer, employer, "interviewer");
        room.employer(stranger, "owner");

        view(interviewer).isProblem(403, "role-too-low");
        view(stranger).isProblem(404, "no-such-thing");
        room.call(stranger, "GET", "/v1/applications/" + id + "/identity-number")
                .send()
                .isProblem(404, "no-such-thing");
        room.employerIs(employer, "suspended", 9);
        views().isProblem(409, "employer-not-verified");
    }

    @ParameterizedTest
    @ValueSource(strings = {"110105194912310020", "110105194913310029", "11010519491231002", "01010519491231002X"})
    @DisplayName("is taken only with its right check digit, and a date that there was:")
    void malformed(String number) {
        shortlisted();
        asks("interview").is(200);

        JsonNode problem = gives(number).isProblem(400, "malformed-request").json();

        assertThat(problem.at("/errors/0/pointer").asText()).isEqualTo("/number");
        assertThat(problem.toString()).doesNotContain(number);
    }

    private void given() {
        shortlisted();
        asks("written-exam").is(200);
        gives(NUMBER).is(200);
        views().is(200);
    }

    private Answer asks(String purpose) {
        return room.call(recruiter, "PUT", path() + "/identity-request")
                .json("{\"purpose\":\"" + purpose + "\"}")
                .send();
    }

    private Answer gives(String number) {
        return room.call(seeker, "PUT", "/v1/applications/" + id + "/identity-number")
                .json("{\"number\":\"" + number + "\"}")
                .send();
    }

    private Answer sees() {
        return room.call(seeker, "GET", "/v1/applications/" + id + "/identity-number")
                .send();
    }

    private Answer takesBack() {
        return room.call(seeker, "DELETE", "/v1/applications/" + id + "/identity-number")
                .send();
    }

    private Answer views() {
        return view(recruiter);
    }

    private Answer view(Someone member) {
        return room.call(member, "POST", path() + "/identity-views").send();
    }

    private String path() {
        return "/v1/employers/" + employer + "/applications/" + id;
    }

    private int looks() {
        return room.call(seeker, "GET", "/v1/disclosures")
                .send()
                .is(200)
                .json()
                .at("/disclosures/0/looks")
                .asInt();
    }

    private void assertNoneLeft() {
        assertThat(dynamo.items(ApplicationsTable.NAME))
                .noneMatch(item -> item.get("sk").s().startsWith(ApplicationsTable.identityPrefix()));
    }
}
