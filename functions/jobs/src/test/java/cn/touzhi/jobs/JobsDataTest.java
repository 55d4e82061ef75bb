package cn.touzhi.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.Infra;
import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.data.DataInventory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@DisplayName("What jobs stores")
class JobsDataTest {
    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(JobsRoom.TABLES);

    private final DataInventory inventory = DataInventory.of("jobs", JobsTable.class);

    @Test
    @DisplayName("is classified, field by field")
    void classified() {
        assertThat(inventory.gaps()).isEmpty();
    }

    @Test
    @DisplayName("stands in the committed inventory")
    void committed() {
        new Infra("inventory.md").assertPart("jobs", inventory.toMarkdown());
        new Infra("inventory.json").assertLines("jobs", inventory.toJson());
    }

    @Test
    @DisplayName("is each attribute of each kind of item as it is declared, and nothing else")
    void declared() {
        everyKind();

        Set<String> kinds = new TreeSet<>();
        for (Map<String, AttributeValue> item : dynamo.items(JobsTable.NAME)) {
            kindOf(item).ifPresent(kind -> {
                kinds.add(kind.path("item").asText());
                assertThat(kind.path("fields").findValuesAsText("name"))
                        .as(kind.path("item").asText())
                        .containsAll(attributesOf(item));
            });
        }

        assertThat(kinds)
                .containsExactlyElementsOf(
                        kinds().map(kind -> kind.path("item").asText()).sorted().toList());
    }

    private void everyKind() {
        JobsRoom room = JobsRoom.empty(dynamo);
        Someone owner = Someone.named('A');
        String employer = room.verifiedEmployer(owner);
        room.joins(owner, employer, Someone.named('B'), "recruiter");
        room.openJob(owner, employer, JobText.good().at("GCJ02", 25.0376, 102.7143));
    }

    private Stream<JsonNode> kinds() {
        return inventory.toJson().stream().map(JobsDataTest::json);
    }

    private Optional<JsonNode> kindOf(Map<String, AttributeValue> item) {
        String key = item.get(JobsTable.PK).s() + " / " + item.get(JobsTable.SK).s();
        return kinds().filter(kind ->
                        patternOf(kind.path("key").asText()).matcher(key).matches())
                .findFirst();
    }

    private static Pattern patternOf(String key) {
        return Pattern.compile(
                Stream.of(key.split("\\{[A-Za-z]+}", -1)).map(Pattern::quote).collect(Collectors.joining("[^#/ ]+")));
    }

    private static List<String> attributesOf(Map<String, AttributeValue> item) {
        return item.keySet().stream()
                .filter(name -> !name.equals(JobsTable.PK) && !name.equals(JobsTable.SK))
                .toList();
    }

    private static JsonNode json(String line) {
        try {
            return new ObjectMapper().readTree(line);
        } catch (JsonProcessingException noJson) {
            throw new AssertionError(noJson);
        }
    }
}
