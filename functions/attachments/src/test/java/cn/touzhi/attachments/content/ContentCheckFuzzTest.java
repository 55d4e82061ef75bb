package cn.touzhi.attachments.content;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.attachments.content.Verdict.Clean;
import cn.touzhi.kernel.attachment.FileKind;
import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Whatever somebody uploads")
class ContentCheckFuzzTest {
    private static final ContentCheck CHECK = new ContentCheck(new TestSignature(), ContentLimits.standard());

    @FuzzTest(maxDuration = "1m")
    @DisplayName("gets a verdict, and what is found clean is clean again as it is stored")
    void checks(byte[] content) {
        for (FileKind declared : FileKind.values()) {
            if (CHECK.check(content, declared) instanceof Clean clean) {
                assertThat(CHECK.check(clean.content(), declared)).isInstanceOf(Clean.class);
            }
        }
    }
}
