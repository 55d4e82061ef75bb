package cn.touzhi.local.aws.sns;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A subscription's filter policy")
class FilterPolicyTest {
    private static final Map<String, Attribute> MESSAGE = Map.of(
            "type", new Attribute("String", "cn.touzhi.registration.AccountOpened.v1"),
            "size", new Attribute("Number", "7"),
            "tags", new Attribute("String.Array", "[\"a\",\"b\"]"));

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(delimiter = '|', textBlock = """
            {"type":["cn.touzhi.registration.AccountOpened.v1"]}             | true
            {"type":["other","cn.touzhi.registration.AccountOpened.v1"]}     | true
            {"type":["other"]}                                               | false
            {"none":["x"]}                                                   | false
            {"type":[{"prefix":"cn.touzhi.registration."}]}                  | true
            {"type":[{"prefix":"cn.touzhi.jobs."}]}                          | false
            {"type":[{"suffix":".v1"}]}                                      | true
            {"type":[{"anything-but":["other"]}]}                            | true
            {"type":[{"anything-but":{"prefix":"cn."}}]}                     | false
            {"none":[{"anything-but":["other"]}]}                            | false
            {"none":[{"exists":false}]}                                      | true
            {"type":[{"exists":true}]}                                       | true
            {"type":[{"exists":false}]}                                      | false
            {"size":[7]}                                                     | true
            {"size":[{"numeric":[">",5,"<=",7]}]}                            | true
            {"size":[{"numeric":[">",7]}]}                                   | false
            {"tags":["b"]}                                                   | true
            {"tags":["c"]}                                                   | false
            {"type":[{"prefix":"cn."}],"size":[8]}                           | false
            """)
    @DisplayName("accepts what all of its keys match")
    void attributes(String policy, boolean accepted) throws IOException {
        assertThat(new FilterPolicy(new ObjectMapper().readTree(policy)).acceptsAttributes(MESSAGE))
                .isEqualTo(accepted);
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(delimiter = '|', textBlock = """
            {"data":{"kind":["a"]}}    | true
            {"data":{"kind":["b"]}}    | false
            {"data":{"none":["a"]}}    | false
            """)
    @DisplayName("can look into the message itself")
    void body(String policy, boolean accepted) throws IOException {
        FilterPolicy filter = new FilterPolicy(new ObjectMapper().readTree(policy));

        assertThat(filter.acceptsBody("{\"data\":{\"kind\":\"a\"}}")).isEqualTo(accepted);
        assertThat(filter.acceptsBody("no JSON")).isFalse();
    }
}
