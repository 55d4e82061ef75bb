package cn.touzhi.resumes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import cn.touzhi.kernel.Environment;
import cn.touzhi.kernel.http.TokenTerms;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The resumes function's settings")
class ResumesSettingsTest {
    private final Map<String, String> variables = new HashMap<>(Map.of(
            "RESUMES_TABLE", "table",
            "SUBJECT_KEYS_TABLE", "keys",
            "RESUMES_KEY", "key",
            "RECEIPT_KEY", "receipts",
            "GRANT_KEY", "grants",
            "ATTACHMENTS_BUCKET", "attachments",
            "RESUMES_SECRET", "secret",
            "ISSUER", "https://issuer.example",
            "AUDIENCE", "touzhi",
            "DENIED_KEYS", "one, two"));

    @Test
    @DisplayName("are read from the environment, and say which access tokens are taken")
    void read() {
        ResumesSettings settings = ResumesSettings.from(new Environment(variables::get));

        assertThat(settings.tokenTerms())
                .isEqualTo(new TokenTerms("https://issuer.example", "touzhi", Set.of("one", "two")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RESUMES_TABLE",
                "SUBJECT_KEYS_TABLE",
                "RESUMES_KEY",
                "RECEIPT_KEY",
                "GRANT_KEY",
                "ATTACHMENTS_BUCKET",
                "RESUMES_SECRET",
                "ISSUER",
                "AUDIENCE"
            })
    @DisplayName("are refused where one is missing: such a function must not start")
    void missing(String variable) {
        variables.remove(variable);

        assertThatIllegalStateException()
                .isThrownBy(() -> ResumesSettings.from(new Environment(variables::get)))
                .withMessageContaining(variable);
    }
}
