package cn.touzhi.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.Infra;
import cn.touzhi.kernel.data.DataInventory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What privacy stores")
class PrivacyDataTest {
    private final DataInventory inventory = DataInventory.of("privacy", PrivacyTable.class);

    @Test
    @DisplayName("is classified, field by field")
    void classified() {
        assertThat(inventory.gaps()).isEmpty();
    }

    @Test
    @DisplayName("stands in the committed inventory")
    void committed() {
        new Infra("inventory.md").assertPart("privacy", inventory.toMarkdown());
        new Infra("inventory.json").assertLines("privacy", inventory.toJson());
    }
}
