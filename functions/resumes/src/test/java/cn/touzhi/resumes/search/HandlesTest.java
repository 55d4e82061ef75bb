package cn.touzhi.resumes.search;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.InMemorySecrets;
import cn.touzhi.kernel.aws.RoomSecret;
import cn.touzhi.kernel.aws.Secrets;
import cn.touzhi.kernel.employer.EmployerId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A handle")
class HandlesTest {
    private static final String RESUME = "S".repeat(22) + "R".repeat(22);

    private final Handles handles = new Handles(new RoomSecret(new Secrets(new InMemorySecrets()), "arn:of:Secret"));
    private final EmployerId one = new EmployerId("E".repeat(22));
    private final EmployerId other = new EmployerId("F".repeat(22));

    @Test
    @DisplayName("is the same for the same employer, another for each other one, and opens for its own alone")
    void unlinkable() {
        String here = handles.seal(one, "handle", RESUME);
        String there = handles.seal(other, "handle", RESUME);

        assertThat(handles.seal(one, "handle", RESUME)).isEqualTo(here);
        assertThat(there).isNotEqualTo(here);
        assertThat(here).doesNotContain("SSSS", "RRRR");
        assertThat(handles.open(one, "handle", here)).hasValue(RESUME);
        assertThat(handles.open(other, "handle", here)).isEmpty();
        assertThat(handles.open(one, "cursor", here)).isEmpty();
    }

    @Test
    @DisplayName("is made by nobody else: whatever is changed of it, it opens no more")
    void forged() {
        String handle = handles.seal(one, "handle", RESUME);
        for (int i = 0; i < handle.length(); i++) {
            char sign = handle.charAt(i) == 'A' ? 'B' : 'A';
            String changed = handle.substring(0, i) + sign + handle.substring(i + 1);
            // the last sign of base64 may hold bits that count for nothing
            if (i < handle.length() - 1) {
                assertThat(handles.open(one, "handle", changed)).isEmpty();
            }
        }
        assertThat(handles.open(one, "handle", "")).isEmpty();
        assertThat(handles.open(one, "handle", "AAAA")).isEmpty();
        assertThat(handles.open(one, "handle", "no base64!")).isEmpty();
        assertThat(handles.open(one, "handle", handle.substring(4))).isEmpty();
    }
}
