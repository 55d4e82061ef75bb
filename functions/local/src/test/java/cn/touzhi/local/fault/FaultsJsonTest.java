package cn.touzhi.local.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A list of faults")
class FaultsJsonTest {
    @Test
    @DisplayName("is given back as it came")
    void roundTrip() throws IOException {
        JsonNode list = json("""
                [{"service":"sns","operation":"Publish","function":"F","skip":1,"times":2,"effect":"lose-answer","delayMillis":5},
                 {"delayMillis":7}]""");

        assertThat(FaultsJson.write(FaultsJson.read(list)).toString()).isEqualTo(list.toString());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            {}                                | Faults come as a list.
            [{"effect":"explode"}]            | There is no effect "explode".
            [{"efect":"refuse"}]              | A fault has no field "efect".
            [{"service":"sns"}]               | A fault needs an effect or delayMillis.
            [{"effect":"refuse","skip":"1"}]  | The field "skip" of a fault is a whole number.
            [{"effect":"refuse","times":-1}]  | The field "times" of a fault is a whole number.
            [{"effect":"refuse","service":1}] | The field "service" of a fault is text.
            """)
    @DisplayName("that is wrong is told in one sentence")
    void wrong(String list, String sentence) throws IOException {
        JsonNode json = json(list);

        assertThatThrownBy(() -> FaultsJson.read(json)).hasMessage(sentence);
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text);
    }
}
