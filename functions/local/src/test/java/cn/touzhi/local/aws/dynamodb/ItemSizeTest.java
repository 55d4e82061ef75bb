package cn.touzhi.local.aws.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("An item's size")
class ItemSizeTest {
    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(delimiter = '|', textBlock = """
            {}                                        | 0
            {"a":{"S":"bcd"}}                         | 4
            {"名":{"S":"头职"}}                        | 9
            {"a":{"N":"-123.45"}}                     | 4
            {"a":{"B":"AQID"}}                        | 4
            {"a":{"B":"AQI="}}                        | 3
            {"a":{"BOOL":true},"b":{"NULL":true}}     | 4
            {"a":{"SS":["ab","c"]}}                   | 4
            {"a":{"L":[{"S":"ab"}]}}                  | 7
            {"a":{"M":{"b":{"S":"c"}}}}               | 7
            """)
    @DisplayName("counts names and values as DynamoDB does")
    void size(String item, long bytes) throws IOException {
        assertThat(ItemSize.of(new ObjectMapper().readTree(item))).isEqualTo(bytes);
    }

    @ParameterizedTest(name = "{0} bytes: {1} write units, {2} read units")
    @CsvSource({"0, 2, 2", "1, 2, 2", "1024, 2, 2", "1025, 4, 2", "4096, 8, 2", "4097, 10, 4"})
    @DisplayName("costs a transaction two units for each piece begun")
    void units(long bytes, long writes, long reads) {
        assertThat(ItemSize.transactionWriteUnits(bytes)).isEqualTo(writes);
        assertThat(ItemSize.transactionReadUnits(bytes)).isEqualTo(reads);
    }
}
