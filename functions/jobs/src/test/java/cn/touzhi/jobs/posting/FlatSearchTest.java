package cn.touzhi.jobs.posting;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.jobs.JobsRoom;
import cn.touzhi.kernel.LocalDynamo;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("Among ten, a thousand or ten thousand jobs")
class FlatSearchTest {
    private static final int FEW = 10;
    private static final int MANY = 1000;
    private static final int VERY_MANY = 10_000;

    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(JobsRoom.TABLES);

    private final Map<JobLook, Map<Integer, LocalDynamo.Reads>> costs = new EnumMap<>(JobLook.class);
    private final Map<Integer, List<String>> seen = new LinkedHashMap<>();
    private final Map<Integer, List<String>> nearest = new LinkedHashMap<>();

    @BeforeAll
    void lookAmongEverMore() {
        JobsRoom room = JobsRoom.empty(dynamo);
        Crowd crowd = new Crowd(dynamo, room.clock(), JobLook::reads);
        for (int size : List.of(FEW, MANY, VERY_MANY)) {
            crowd.growTo(size);
            for (JobLook look : JobLook.values()) {
                costs.computeIfAbsent(look, any -> new LinkedHashMap<>())
                        .put(size, dynamo.readsOf(() -> look.in(room).is(200)));
            }
            seen.put(size, JobLook.NEARBY.in(room).json().findValuesAsText("id"));
            nearest.put(size, crowd.nearest(20));
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(names = {"CATEGORY_AND_CITY", "WAGE", "KEYWORDS"})
    @DisplayName("a page costs as many requests, and from the first full one on as many read units:")
    void flat(JobLook look) {
        Map<Integer, LocalDynamo.Reads> cost = costs.get(look);

        assertThat(cost.get(VERY_MANY)).isEqualTo(cost.get(MANY));
        assertThat(cost.get(FEW).requests()).isEqualTo(cost.get(VERY_MANY).requests());
        assertThat(cost.get(FEW).units())
                .isPositive()
                .isLessThanOrEqualTo(cost.get(VERY_MANY).units());
    }

    @ParameterizedTest(name = "{0}: {1} requests, {2} read units")
    @CsvSource({"CATEGORY_AND_CITY, 1, 1", "WAGE, 1, 3", "KEYWORDS, 3, 42", "NEARBY, 50, 125", "NEARBY_WIDE, 60, 125"})
    @DisplayName("a page never costs more than")
    void bounded(JobLook look, int requests, double units) {
        assertThat(costs.get(look).values()).hasSize(3).allSatisfy(cost -> {
            assertThat(cost.requests()).isPositive().isLessThanOrEqualTo(requests);
            assertThat(cost.units()).isPositive().isLessThanOrEqualTo(units);
        });
    }

    @Test
    @DisplayName("the nearest twenty of all are seen, the very nearest first")
    void nearest() {
        assertThat(seen).isEqualTo(nearest);
        assertThat(seen.get(VERY_MANY)).hasSize(20);
    }

    @Test
    @DisplayName("a search near by asks less where jobs lie closer together, and reads no more")
    void close() {
        var near = costs.get(JobLook.NEARBY);

        assertThat(near.get(VERY_MANY).requests())
                .isLessThan(near.get(MANY).requests())
                .isLessThan(near.get(FEW).requests());
        assertThat(near.get(VERY_MANY).units())
                .isLessThanOrEqualTo(near.get(MANY).units());
    }
}
