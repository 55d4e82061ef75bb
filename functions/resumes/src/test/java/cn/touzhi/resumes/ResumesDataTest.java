package cn.touzhi.resumes;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.Infra;
import cn.touzhi.kernel.data.DataInventory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What resumes stores")
class ResumesDataTest {
    private final DataInventory inventory = DataInventory.of("resumes", ResumesTable.class);

    @Test
    @DisplayName("is classified, field by field")
    void classified() {
        assertThat(inventory.gaps()).isEmpty();
    }

    @Test
    @DisplayName("stands in the committed inventory")
    void committed() {
        new Infra("inventory.md").assertPart("resumes", inventory.toMarkdown());
        new Infra("inventory.json").assertLines("resumes", inventory.toJson());
    }
}
