package cn.touzhi.applications;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.Infra;
import cn.touzhi.kernel.data.DataInventory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What applications stores")
class ApplicationsDataTest {
    private final DataInventory inventory = DataInventory.of("applications", ApplicationsTable.class);

    @Test
    @DisplayName("is classified, field by field")
    void classified() {
        assertThat(inventory.gaps()).isEmpty();
    }

    @Test
    @DisplayName("stands in the committed inventory")
    void committed() {
        new Infra("inventory.md").assertPart("applications", inventory.toMarkdown());
        new Infra("inventory.json").assertLines("applications", inventory.toJson());
    }
}
