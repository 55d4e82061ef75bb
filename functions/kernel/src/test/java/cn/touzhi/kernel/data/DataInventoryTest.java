package cn.touzhi.kernel.data;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.Infra;
import cn.touzhi.kernel.SubjectId;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The inventory of stored data")
class DataInventoryTest {
    @Test
    @DisplayName("misses a field that is not classified, one that is so twice, and what is no record")
    void gaps() {
        DataInventory inventory = DataInventory.of(
                "kernel", List.of(Whole.class, Forgotten.class, Twice.class, NoRecord.class, String.class));

        assertThat(inventory.gaps())
                .containsExactly(
                        "Forgotten.nickname is not classified, or twice",
                        "NoRecord is stored, but is no record",
                        "Twice.nickname is not classified, or twice");
    }

    @Test
    @DisplayName("tells of each field what it is, what for, how long, on which clause, and whether it is sealed")
    void tells() {
        DataInventory inventory = DataInventory.of("kernel", List.of(Whole.class));

        assertThat(inventory.toMarkdown())
                .contains("### Whole", "`Table`: `A#{a} / A`", "From the subject: GetItem.")
                .contains("| `nickname` | contact | registration | account | 2.1.1 | yes |")
                .contains("| `count` | not personal: counts | | | |");
        assertThat(inventory.toJson())
                .containsExactly("{\"room\":\"kernel\",\"item\":\"Whole\",\"table\":\"Table\",\"key\":\"A#{a} / A\","
                        + "\"pathFromSubject\":\"GetItem\",\"fields\":[{\"name\":\"nickname\",\"personal\":true,"
                        + "\"category\":\"CONTACT\",\"purpose\":\"REGISTRATION\",\"keeping\":\"ACCOUNT\","
                        + "\"clause\":\"2.1.1\",\"sealed\":true},{\"name\":\"count\",\"personal\":false}]}");
    }

    @Test
    @DisplayName("is complete for what the kernel stores")
    void complete() {
        assertThat(kernel().gaps()).isEmpty();
    }

    @Test
    @DisplayName("is committed as it is, the kernel's part of it")
    void committed() {
        new Infra("inventory.md").assertPart("kernel", kernel().toMarkdown());
        new Infra("inventory.json").assertLines("kernel", kernel().toJson());
    }

    private static DataInventory kernel() {
        return DataInventory.of("kernel", SubjectId.class);
    }

    @Stored(table = "Table", key = "A#{a} / A", pathFromSubject = "GetItem")
    private record Whole(
            @PersonalData(
                    category = Category.CONTACT,
                    purpose = Purpose.REGISTRATION,
                    keeping = Keeping.ACCOUNT,
                    clause = "2.1.1",
                    sealed = true)
            String nickname,

            @NotPersonal("counts") int count) {}

    @Stored(table = "Table", key = "A#{a} / A", pathFromSubject = "GetItem")
    private record Forgotten(String nickname) {}

    @Stored(table = "Table", key = "A#{a} / A", pathFromSubject = "GetItem")
    private record Twice(
            @PersonalData(
                    category = Category.CONTACT,
                    purpose = Purpose.REGISTRATION,
                    keeping = Keeping.ACCOUNT,
                    clause = "2.1.1")
            @NotPersonal("or is it?")
            String nickname) {}

    @Stored(table = "Table", key = "A#{a} / A", pathFromSubject = "GetItem")
    private static final class NoRecord {}
}
