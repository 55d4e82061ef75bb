package cn.touzhi.local.aws.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An item in DynamoDB's JSON")
class DynamoJsonTest {
    @Test
    @DisplayName("says that something is false, as in AWS, also where the local engine leaves that out of its streams")
    void falseIsSaid() throws Exception {
        JsonNode image = new ObjectMapper().readTree("""
                {"given":{},"name":{"S":"a"},"none":{"M":{}},
                 "of":{"M":{"a":{},"b":{"BOOL":true},"c":{"L":[{},{"N":"1"}]}}}}""");

        DynamoJson.restoreFalse(image);

        assertThat(image)
                .hasToString("{\"given\":{\"BOOL\":false},\"name\":{\"S\":\"a\"},\"none\":{\"M\":{}},"
                        + "\"of\":{\"M\":{\"a\":{\"BOOL\":false},\"b\":{\"BOOL\":true},"
                        + "\"c\":{\"L\":[{\"BOOL\":false},{\"N\":\"1\"}]}}}}");
    }
}
