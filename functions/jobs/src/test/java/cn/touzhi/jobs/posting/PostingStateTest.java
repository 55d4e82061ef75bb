package cn.touzhi.jobs.posting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A posting's state")
class PostingStateTest {
    @ParameterizedTest(name = "{0} to {1}")
    @CsvSource({
        "DRAFT,   OPEN CLOSED",
        "OPEN,    PAUSED CLOSED",
        "PAUSED,  OPEN CLOSED",
        "CLOSED,  ''",
        "EXPIRED, OPEN CLOSED"
    })
    @DisplayName("goes to these and to no other, and only time makes it expire")
    void table(PostingState state, String next) {
        assertThat(state.next())
                .isEqualTo(Arrays.stream(next.split(" "))
                        .filter(name -> !name.isEmpty())
                        .map(PostingState::valueOf)
                        .collect(Collectors.toSet()))
                .doesNotContain(PostingState.EXPIRED, PostingState.DRAFT, state);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("is written and read alike")
    void text(PostingState state) {
        assertThat(PostingState.of(state.text())).contains(state);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("and so is the nature of the work")
    void natures(Nature nature) {
        assertThat(Nature.of(nature.text())).contains(nature);
    }

    @ParameterizedTest(name = "{0} is in {1}")
    @CsvSource({
        "530102, 530100",
        "530100, 530100",
        "110105, 110000",
        "110000, 110000",
        "310000, 310000",
        "659001, 659001",
        "469001, 469001",
        "820000, 820000",
        "441900, 441900"
    })
    @DisplayName("has a place, which is in a city:")
    void cities(String code, String city) {
        assertThat(Place.parse(code)).map(Place::city).contains(city);
    }

    @ParameterizedTest
    @ValueSource(strings = {"530000", "440000", "530001", "000000", "990100", "16 0100", "53010", "5301020", "５３０１０２"})
    @DisplayName("is in no place that is no city, or none at all:")
    void noPlace(String code) {
        assertThat(Place.parse(code)).isEmpty();
    }
}
