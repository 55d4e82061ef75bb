package cn.touzhi.kernel.address;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Whatever is typed as an address")
class AddressFuzzTest {
    private final PhoneNumbers numbers = new PhoneNumbers(List.of("CN"));

    @FuzzTest(maxDuration = "1m")
    @DisplayName("is none, or an e-mail address that means the same once it is written down, and fits into a header")
    void emails(byte[] typed) {
        EmailAddress.parse(new String(typed, StandardCharsets.UTF_8)).ifPresent(address -> {
            assertThat(EmailAddress.parse(address.value())).contains(address);
            assertThat(address.value()).hasSizeLessThanOrEqualTo(254).matches("[\\x21-\\x7e]+@[a-z0-9.-]+");
        });
    }

    @FuzzTest(maxDuration = "1m")
    @DisplayName("is none, or a number of the country in E.164 that means the same once it is written down")
    void phones(byte[] typed) {
        numbers.parse(new String(typed, StandardCharsets.UTF_8)).ifPresent(number -> {
            assertThat(numbers.parse(number.value())).contains(number);
            assertThat(number.value()).matches("[+]86[0-9]{11}");
        });
    }
}
