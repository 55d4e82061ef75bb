package cn.touzhi.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.local.LocalCloud;
import cn.touzhi.local.Options;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Takes as long as ten processes need to start on two cores, so it comes with the whole sweep. */
@EnabledIfSystemProperty(named = "sweep", matches = "all", disabledReason = "mvn verify -Psweep storms too")
@DisplayName("When fifty people come at once and nothing has started yet (F43),")
class StormIT {
    private static final int PEOPLE = 50;

    @Test
    @DisplayName("each is served or told to come again, then served once, and what is made first is made once")
    void storm() throws Exception {
        Options cold = Options.in(Path.of("../..").toAbsolutePath().normalize())
                .withParameters(Map.of("ClientSendsFree", "300", "ClientSends", "3000", "BreakerUsedPercent", "0"))
                .withVisibility(Duration.ofSeconds(2))
                .cold();
        try (LocalCloud cloud = LocalCloud.start(cold)) {
            World world = new World(cloud.url());
            List<Person> people = IntStream.range(0, PEOPLE)
                    .mapToObj(i -> new Person(
                            world.aVisitorWithPhone(), UUID.randomUUID().toString()))
                    .toList();

            assertThat(allAtOnce(people))
                    .hasSize(PEOPLE)
                    .isSubsetOf(202, 429, 503)
                    .contains(202);
            people.forEach(person -> world.await(() -> assertThat(person.asks()).isEqualTo(202)));

            world.drain();
            assertThat(people).allSatisfy(person -> assertThat(
                            world.messages("sms", person.visitor().address()))
                    .hasSize(1));
            assertThat(world.keys()).filteredOn(key -> key.contains("#DAY#")).hasSize(1);
        }
    }

    private static List<Integer> allAtOnce(List<Person> people) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        try (var threads = Executors.newFixedThreadPool(people.size())) {
            List<Future<Integer>> answers = people.stream()
                    .map(person -> threads.submit(() -> {
                        start.await();
                        return person.asks();
                    }))
                    .toList();
            start.countDown();
            return answers.stream().map(StormIT::resultOf).toList();
        }
    }

    private static int resultOf(Future<Integer> answer) {
        try {
            return answer.get();
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    /** Somebody with one wish. */
    private record Person(Visitor visitor, String key) {
        int asks() {
            return visitor.requestsCode(key).status();
        }
    }
}
