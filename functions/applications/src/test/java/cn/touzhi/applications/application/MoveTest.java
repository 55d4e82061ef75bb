package cn.touzhi.applications.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("From how an application stands,")
class MoveTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "SUBMITTED           | VIEW SHORTLIST REJECT WITHDRAW EXPIRE CLOSE",
                "VIEWED              | SHORTLIST PROPOSE_INTERVIEW REJECT WITHDRAW EXPIRE CLOSE",
                "SHORTLISTED         | PROPOSE_INTERVIEW REJECT WITHDRAW CLOSE",
                "INTERVIEW_PROPOSED  | PROPOSE_INTERVIEW ACCEPT_INTERVIEW DECLINE_INTERVIEW REJECT WITHDRAW CLOSE",
                "INTERVIEW_CONFIRMED | DECLINE_INTERVIEW INTERVIEW FINISH_INTERVIEW REJECT WITHDRAW CLOSE",
                "INTERVIEW_DECLINED  | PROPOSE_INTERVIEW REJECT WITHDRAW CLOSE",
                "INTERVIEWED         | OFFER REJECT WITHDRAW CLOSE",
                "OFFERED             | ACCEPT_OFFER DECLINE_OFFER REJECT WITHDRAW CLOSE",
                "OFFER_ACCEPTED      | DECLINE_OFFER HIRE REJECT WITHDRAW CLOSE",
                "HIRED               | -",
                "OFFER_DECLINED      | -",
                "REJECTED            | RECONSIDER WITHDRAW",
                "WITHDRAWN           | -",
                "EXPIRED             | -",
                "CLOSED              | -"
            })
    @DisplayName("these steps lead on and no others:")
    void table(State state, String moves) {
        assertThat(Arrays.stream(Move.values())
                        .filter(move -> move.from(state))
                        .map(Move::name)
                        .collect(Collectors.joining(" ")))
                .isEqualTo(moves == null ? "" : moves);
    }
}
