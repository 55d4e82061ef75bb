package cn.touzhi.kernel.attachment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The words for files")
class FileKindTest {
    @Test
    @DisplayName("lead from a media type to its kind and back, in any case and for ours alone")
    void mediaTypes() {
        for (FileKind kind : FileKind.values()) {
            assertThat(FileKind.ofMediaType(kind.mediaType())).contains(kind);
        }
        assertThat(FileKind.ofMediaType("IMAGE/PNG")).contains(FileKind.PNG);
        assertThat(FileKind.ofMediaType("image/svg+xml")).isEmpty();
        assertThat(FileKind.ofMediaType("image/png; a=b")).isEmpty();
    }
}
