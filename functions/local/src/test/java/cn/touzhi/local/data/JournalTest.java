package cn.touzhi.local.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The data folder")
class JournalTest {
    @TempDir
    Path folder;

    @Test
    @DisplayName("gives back what was appended, but for a line that was torn")
    void torn() throws Exception {
        try (DataFolder data = DataFolder.at(folder);
                Journal journal = data.journal("j")) {
            journal.append(JsonNodeFactory.instance.objectNode().put("n", 1));
        }
        Files.writeString(folder.resolve("j.jsonl"), "{\"n\":2", StandardOpenOption.APPEND);

        try (DataFolder data = DataFolder.at(folder)) {
            try (Journal journal = data.journal("j")) {
                assertThat(journal.found()).hasSize(1);
                journal.append(JsonNodeFactory.instance.objectNode().put("n", 3));
            }
            try (Journal journal = data.journal("j")) {
                assertThat(journal.found())
                        .extracting(line -> line.path("n").asInt())
                        .containsExactly(1, 3);
            }
        }
    }

    @Test
    @DisplayName("keeps the outbox")
    void outbox() {
        Message message = new Message(
                "1", "sms", "+8613800138000", "", "text", "", Map.of("a", "b"), Instant.parse("2026-11-23T12:00:00Z"));
        try (DataFolder data = DataFolder.at(folder);
                Outbox outbox = new Outbox(data)) {
            outbox.take(message);
        }

        try (DataFolder data = DataFolder.at(folder);
                Outbox outbox = new Outbox(data)) {
            assertThat(outbox.all()).containsExactly(message);
            assertThat(outbox.find("email", "")).isEmpty();
        }
    }

    @Test
    @DisplayName("serves one local cloud at a time")
    void locked() {
        try (DataFolder first = DataFolder.at(folder)) {
            assertThatThrownBy(() -> DataFolder.at(folder))
                    .hasMessage("The folder %s is in use by another local cloud.".formatted(first.path()));
        }
    }

    @Test
    @DisplayName("goes away where it is temporary")
    void temporary() {
        DataFolder data = DataFolder.temporary();
        data.journal("j").close();

        data.close();

        assertThat(data.path()).doesNotExist();
    }
}
