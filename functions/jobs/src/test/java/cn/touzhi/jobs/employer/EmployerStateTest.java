package cn.touzhi.jobs.employer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("An employer's state")
class EmployerStateTest {
    @ParameterizedTest(name = "{0}: owner to {1}, staff to {2}")
    @CsvSource(
            value = {
                "DRAFT,     SUBMITTED, SUSPENDED",
                "SUBMITTED, '',        VERIFIED RETURNED SUSPENDED",
                "VERIFIED,  '',        SUSPENDED",
                "RETURNED,  SUBMITTED, SUSPENDED",
                "SUSPENDED, '',        VERIFIED RETURNED"
            })
    @DisplayName("is taken by owner and staff to these and to no other")
    void table(EmployerState state, String byOwner, String byStaff) {
        assertThat(state.byOwner()).isEqualTo(states(byOwner));
        assertThat(state.byStaff()).isEqualTo(states(byStaff));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("is written and read alike")
    void text(EmployerState state) {
        assertThat(EmployerState.of(state.text())).contains(state);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("never goes where it is")
    void elsewhere(EmployerState state) {
        assertThat(state.byOwner()).doesNotContain(state);
        assertThat(state.byStaff()).doesNotContain(state);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("of a reason leads where staff can take one, and is written and read alike")
    void reasons(ReasonCode reason) {
        assertThat(ReasonCode.of(reason.text())).contains(reason);
        assertThat(Arrays.stream(EmployerState.values())
                        .anyMatch(state -> state.byStaff().contains(reason.leadsTo())))
                .isTrue();
    }

    private static Set<EmployerState> states(String names) {
        return Arrays.stream(names.split(" "))
                .filter(name -> !name.isEmpty())
                .map(EmployerState::valueOf)
                .collect(Collectors.toSet());
    }
}
