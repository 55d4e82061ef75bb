package cn.touzhi.resumes.search;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.resumes.ResumeText;
import cn.touzhi.resumes.ResumesRoom;
import cn.touzhi.resumes.Someone;
import cn.touzhi.resumes.resume.Crowd;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("Among ten, a thousand or ten thousand public resumes")
class FlatSearchTest {
    private static final int FEW = 10;
    private static final int MANY = 1000;
    private static final int VERY_MANY = 10_000;

    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(ResumesRoom.TABLES);

    private final Map<ResumeLook, Map<Integer, LocalDynamo.Reads>> costs = new EnumMap<>(ResumeLook.class);

    @BeforeAll
    void lookAmongEverMore() {
        ResumesRoom room = ResumesRoom.empty(dynamo);
        ResumeLook.hires(room);
        Someone seeker = Someone.named('A');
        Crowd crowd =
                new Crowd(dynamo, seeker.subject(), room.publishes(seeker, ResumeText.complete()), ResumeLook::reads);
        for (int size : List.of(FEW, MANY, VERY_MANY)) {
            crowd.growTo(size);
            for (ResumeLook look : ResumeLook.values()) {
                assertThat(look.in(room).is(200).json().path("resumes")).hasSize(Math.min(size + 1, 20));
                costs.computeIfAbsent(look, any -> new LinkedHashMap<>())
                        .put(size, dynamo.readsOf(() -> look.in(room).is(200)));
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    @DisplayName("a page costs as many requests, and from the first full one on as many read units:")
    void flat(ResumeLook look) {
        Map<Integer, LocalDynamo.Reads> cost = costs.get(look);

        assertThat(cost.get(VERY_MANY)).isEqualTo(cost.get(MANY));
        assertThat(cost.get(FEW).requests()).isEqualTo(cost.get(VERY_MANY).requests());
        assertThat(cost.get(FEW).units())
                .isPositive()
                .isLessThanOrEqualTo(cost.get(VERY_MANY).units());
    }

    // session and employer, one count, the lists, one read of what they lead to
    @ParameterizedTest(name = "{0}: {1} requests, {2} read units")
    @CsvSource({"CATEGORY, 5, 83", "MORE, 5, 83", "KEYWORDS, 7, 85"})
    @DisplayName("a page never costs more than")
    void bounded(ResumeLook look, int requests, double units) {
        assertThat(costs.get(look).values()).hasSize(3).allSatisfy(cost -> {
            assertThat(cost.requests()).isPositive().isLessThanOrEqualTo(requests);
            assertThat(cost.units()).isPositive().isLessThanOrEqualTo(units);
        });
    }
}
