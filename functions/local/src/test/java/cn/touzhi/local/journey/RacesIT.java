package cn.touzhi.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningCloud.class)
@DisplayName("Two at once")
class RacesIT {
    private final World world;

    RacesIT(World world) {
        this.world = world;
    }

    @RepeatedTest(5)
    @DisplayName("who register one address get one account, and both are in")
    void registrations() throws Exception {
        Set<String> before = world.keys();
        Visitor one = world.aVisitorWithPhone().asksForCode().provesAddress();
        Visitor other = one.onAnotherDevice().asksForCode().provesAddress();

        List<Answer> answers =
                together(() -> one.requestsAccount("1990-05-17"), () -> other.requestsAccount("1990-05-17"));

        assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(201, 200);
        assertThat(answers)
                .extracting(answer -> answer.body().path("account").path("id").asText())
                .containsOnly(
                        answers.getFirst().body().path("account").path("id").asText());
        assertIsOneAccount(before);
    }

    @Test
    @DisplayName("who use one proof get one account: a twin of the first, or none")
    void oneProof() throws Exception {
        Set<String> before = world.keys();
        Visitor visitor = world.aVisitorWithPhone().asksForCode().provesAddress();

        List<Answer> answers =
                together(() -> visitor.requestsAccount("1990-05-17"), () -> visitor.requestsAccount("1990-05-17"));

        assertThat(answers).extracting(Answer::status).contains(201).isSubsetOf(200, 201, 410);
        assertThat(answers.stream()
                        .filter(answer -> answer.status() < 300)
                        .map(answer -> answer.body().path("session").path("id").asText())
                        .distinct())
                .hasSize(1);
        assertIsOneAccount(before);
    }

    /** With its guard, its address and its key, and no half of another. */
    private void assertIsOneAccount(Set<String> before) {
        Set<String> added = world.keysAddedTo(before);
        for (String part : List.of(
                "RegistrationTable: ACCOUNT#[^/]+/ACCOUNT",
                "RegistrationTable: IDENTITY#[^/]+/IDENTITY",
                "RegistrationTable: ACCOUNT#[^/]+/IDENTITY#.+",
                "RegistrationTable: ACCOUNT#[^/]+/ACCEPTANCE#.+",
                "SubjectKeysTable: registration#SUBJECT#.+")) {
            assertThat(added).filteredOn(key -> key.matches(part)).as(part).hasSize(1);
        }
    }

    private static List<Answer> together(Callable<Answer> one, Callable<Answer> other) throws Exception {
        try (var threads = Executors.newFixedThreadPool(2)) {
            return threads.invokeAll(List.of(one, other)).stream()
                    .map(Future::resultNow)
                    .toList();
        }
    }
}
