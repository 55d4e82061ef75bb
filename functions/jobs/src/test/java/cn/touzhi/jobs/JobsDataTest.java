package cn.touzhi.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.Infra;
import cn.touzhi.kernel.data.DataInventory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What jobs stores")
class JobsDataTest {
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
}
