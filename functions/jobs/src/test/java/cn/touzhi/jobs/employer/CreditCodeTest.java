package cn.touzhi.jobs.employer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A unified social credit code (GB 32100)")
class CreditCodeTest {
    private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    @ParameterizedTest
    @ValueSource(strings = {"91310115591693856A", "91310110666007217T", "91440300708461136T", "91110000802100433B"})
    @DisplayName("of a company whose code is widely known is one:")
    void known(String code) {
        assertThat(CreditCode.parse(code)).map(CreditCode::value).contains(code);
    }

    @Test
    @DisplayName("may be written in small letters, and is kept in capital ones")
    void smallLetters() {
        assertThat(CreditCode.parse("91310110666007217t")).isEqualTo(CreditCode.parse("91310110666007217T"));
    }

    @Test
    @DisplayName("has one right check character of 31")
    void oneCheck() {
        assertThat(ALPHABET.chars().filter(check -> CreditCode.parse("91310110666007217" + (char) check)
                        .isPresent()))
                .hasSize(1);
    }

    @Test
    @DisplayName("with any one character mistaken is none")
    void mistaken() {
        String code = "91310110666007217T";
        for (int place = 0; place < code.length(); place++) {
            for (char other : ALPHABET.toCharArray()) {
                if (other != code.charAt(place)) {
                    String mistaken = code.substring(0, place) + other + code.substring(place + 1);
                    assertThat(CreditCode.parse(mistaken)).as(mistaken).isEmpty();
                }
            }
        }
    }

    @Test
    @DisplayName("with two neighbours changed over is none")
    void changedOver() {
        String code = "91310110666007217T";
        for (int place = 0; place + 1 < code.length(); place++) {
            String over =
                    code.substring(0, place) + code.charAt(place + 1) + code.charAt(place) + code.substring(place + 2);
            assertThat(CreditCode.parse(over).isPresent()).as(over).isEqualTo(over.equals(code));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "9131011066600721",
                "91310110666007217TT",
                "9131011066600721７T",
                "9131011066600721IT",
                "91310110 66007217T",
                "9131O110666007217T",
                "ı131011066600721TT"
            })
    @DisplayName("is nothing else:")
    void other(String text) {
        assertThat(CreditCode.parse(text)).isEmpty();
    }
}
