package cn.touzhi.kernel.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A phone number as people type it")
class PhoneNumbersTest {
    private final PhoneNumbers numbers = new PhoneNumbers(List.of("CN", "SG"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "13800138000",
                "138 0013 8000",
                "138-0013-8000",
                "138.0013.8000",
                "(138)00138000",
                "+8613800138000",
                "+86 138 0013 8000",
                "0086 138 0013 8000",
                "008613800138000",
                "+86 013800138000",
                "１３８００１３８０００",
                "＋８６　１３８００１３８０００",
                "（138）0013－8000",
                "  13800138000 "
            })
    @DisplayName("is the same number in every notation")
    void notations(String typed) {
        assertThat(numbers.parse(typed)).contains(new PhoneNumber("+8613800138000"));
    }

    @ParameterizedTest
    @CsvSource({
        "17012345678, +8617012345678", // virtual carriers
        "17112345678, +8617112345678",
        "16212345678, +8616212345678",
        "19912345678, +8619912345678",
        "+65 8123 4567, +6581234567"
    })
    @DisplayName("is accepted where it is a mobile one of an allowed country, virtual carriers' too")
    void mobile(String typed, String value) {
        assertThat(numbers.parse(typed)).contains(new PhoneNumber(value));
    }

    @ParameterizedTest
    @CsvSource({"+8613800138000, CN, 1380013", "+8613800139999, CN, 1380013", "+6581234567, SG, 8123456"})
    @DisplayName("lies in the block of its first seven national digits, which no log shows")
    void block(String value, String country, String digits) {
        NumberBlock block = numbers.blockOf(new PhoneNumber(value));

        assertThat(block).isEqualTo(new NumberBlock(country, digits));
        assertThat(block.toString()).doesNotContain(digits);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\u3000",
                "12345",
                "1380013800",
                "138001380000",
                "010-62345678",
                "4008001234",
                "95588",
                "110",
                "+85291234567",
                "+12025550123",
                "+8610062345678",
                "+9991234567890",
                "+"
            })
    @DisplayName("is refused where it is none, no mobile one, or one of another country")
    void refused(String typed) {
        assertThat(numbers.parse(typed)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "13800138000x5",
                "13800138000;ext=5",
                "13800138000 ext. 5",
                "13800138000#5",
                "13800138000,5",
                "1-800-FLOWERS",
                "1380013800O",
                "tel:+8613800138000",
                "+8613800138000;phone-context=+86",
                "+86+13800138000",
                "13800138000/13800138001",
                "13800138000\u202e",
                "١٣٨٠٠١٣٨٠٠٠",
                "138\n00138000",
                "13800138000\u0000",
                "一三八〇〇一三八〇〇〇",
                "13800138000 13800138001"
            })
    @DisplayName("never gets as far as the library with letters, extensions or anything else that it would read")
    void lenient(String typed) {
        assertThat(numbers.parse(typed)).isEmpty();
    }

    @Test
    @DisplayName("of any length is refused at once")
    void length() {
        assertThat(numbers.parse("1".repeat(100_000))).isEmpty();
    }

    @Test
    @DisplayName("is shown masked, in text too")
    void masked() {
        PhoneNumber number = new PhoneNumber("+8613800138000");

        assertThat(number.masked()).isEqualTo("+86138****8000");
        assertThat(number).hasToString("+86138****8000");
        assertThat(new PhoneNumber("+6581234567").masked()).isEqualTo("+65****4567");
        assertThat(new PhoneNumber("+1234567").masked()).doesNotContain("1234567");
    }

    @ParameterizedTest
    @ValueSource(strings = {"13800138000", "+0123456789", "+86 13800138000", "+123456", "+1234567890123456", ""})
    @DisplayName("can't be made in another notation than E.164, and the fault doesn't quote it")
    void oneNotation(String value) {
        assertThatThrownBy(() -> new PhoneNumber(value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not a number in E.164");
    }
}
