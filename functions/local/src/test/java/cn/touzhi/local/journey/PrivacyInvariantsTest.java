package cn.touzhi.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("What must be true of privacy's table")
class PrivacyInvariantsTest {
    private static final String STATE = "{'sequence':2,'consents':{'a':{'given':true},'b':{'given':false}}}";
    private static final String FIRST = "{'purpose':'a','given':true}";
    private static final String SECOND = "{'purpose':'b','given':false}";

    @Test
    @DisplayName("is true of consents whose log and state agree, and of somebody who was erased")
    void sound() {
        assertThat(contradictions(
                        "CONSENTS#s/STATE",
                        STATE,
                        "CONSENTS#s/ENTRY#000000001",
                        FIRST,
                        "CONSENTS#s/ENTRY#000000002",
                        SECOND,
                        "CONSENTS#s/POLICY#0004",
                        "{}",
                        "FENCE#s/GENERATION",
                        "{}",
                        "FENCE#gone/FENCE",
                        "{'finishedAt':1}"))
                .isEmpty();
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "CONSENTS#s/ENTRY#000000002 | {'purpose':'b','given':true} | not what their log says",
                "CONSENTS#s/ENTRY#000000003 | {'purpose':'a','given':true} | a line that the state doesn't know",
                "CONSENTS#s/STATE | {'sequence':1,'consents':{'a':{'given':true}}} | count 1 lines and have 2",
                "FENCE#s/FENCE | {'finishedAt':1} | has consents behind it",
                "FENCE#t/FENCE | {} | stopped half-way"
            })
    @DisplayName("is found to be broken where")
    void broken(String key, String value, String finding) {
        assertThat(contradictions(
                        "CONSENTS#s/STATE",
                        STATE,
                        "CONSENTS#s/ENTRY#000000001",
                        FIRST,
                        "CONSENTS#s/ENTRY#000000002",
                        SECOND,
                        key,
                        value))
                .anyMatch(found -> found.contains(finding));
    }

    @Test
    @DisplayName("is found to be broken where something lies beside a fence")
    void company() {
        assertThat(contradictions("FENCE#s/FENCE", "{'finishedAt':1}", "FENCE#s/ENDED#x", "{}"))
                .anyMatch(found -> found.contains("has company"));
    }

    private static List<String> contradictions(String... keysAndValues) {
        List<JsonNode> lines = new ArrayList<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            try {
                lines.add(Http.JSON
                        .createObjectNode()
                        .put("store", "PrivacyTable")
                        .put("key", keysAndValues[i])
                        .set("value", Http.JSON.readTree(keysAndValues[i + 1].replace('\'', '"'))));
            } catch (JsonProcessingException noJson) {
                throw new AssertionError(noJson);
            }
        }
        return PrivacyInvariants.of(lines).contradictions();
    }
}
