package cn.touzhi.privacy.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("What people are asked before they consent")
class ConsentTextsTest {
    private final ConsentTexts texts = new ConsentTexts();

    @ParameterizedTest
    @EnumSource
    @DisplayName("is there for each purpose, in both languages, of a version")
    void complete(ConsentPurpose purpose) {
        ConsentText text = texts.of(purpose);

        assertThat(text.version()).isPositive();
        assertThat(text.chinese()).isNotBlank();
        assertThat(text.english()).isNotBlank();
        assertThat(ConsentPurpose.of(purpose.text())).contains(purpose);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    @DisplayName("never changes once it was shown: a better text gets the next number")
    void immutable(ConsentPurpose purpose) throws Exception {
        ConsentText text = texts.of(purpose);
        byte[] digest = MessageDigest.getInstance("SHA-256")
                .digest((text.chinese() + "\n" + text.english()).getBytes(StandardCharsets.UTF_8));
        String line = purpose.text() + "." + text.version() + "="
                + HexFormat.of().formatHex(digest).substring(0, 16);

        try (var shown = getClass().getResourceAsStream("shown.txt")) {
            assertThat(new String(shown.readAllBytes(), StandardCharsets.UTF_8).lines())
                    .contains(line);
        }
    }
}
